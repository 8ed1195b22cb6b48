package hashing.importing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Where a cluster answers, and who asks. Thread-safe. */
public final class Connection implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final URI url;
  private final String authorization;
  private final boolean gzip;
  private final HttpClient client;

  /**
   * Opens nothing yet.
   *
   * @param url with a path where the cluster is behind one
   * @param user null for none
   * @param insecure whether any certificate of any host is taken
   * @param gzip whether bodies of bulk requests are compressed
   */
  public Connection(URI url, String user, String password, boolean insecure, boolean gzip) {
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "[--url] has a user before its host, which logs would show; [--user] is allowed");
    }
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      throw new IllegalArgumentException(
          "[--url] is [" + url + "]; http://HOST:PORT and https://HOST:PORT are allowed");
    }
    this.url = URI.create(url.toString().replaceFirst("/+$", ""));
    this.authorization =
        user == null
            ? null
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    this.gzip = gzip;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (insecure) {
      builder.sslContext(trustingAll());
    }
    client = builder.build();
  }

  URI url() {
    return url;
  }

  /** Sends JSON, or nothing where {@code body} is null, and waits. */
  HttpResponse<String> send(String method, String path, String body) throws IOException {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for [" + url + "]", e);
    } catch (IOException e) {
      throw new IOException("no answer from [" + url + "]: " + reason(e), e);
    }
  }

  /** Posts lines of JSON. */
  CompletableFuture<HttpResponse<String>> postLines(String path, byte[] lines) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/x-ndjson");
    if (gzip) {
      request.header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(zipped(lines)));
    } else {
      request.POST(BodyPublishers.ofByteArray(lines));
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static byte[] zipped(byte[] lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.length / 2);
    try (GZIPOutputStream zip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      zip.write(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Checks neither certificates nor the names of hosts, as {@code curl --insecure}. */
  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

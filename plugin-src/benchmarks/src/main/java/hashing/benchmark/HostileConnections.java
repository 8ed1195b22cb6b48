package hashing.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Uploads whose requests are wrong rather than their packages: bodies cut, too long, too slow, in
 * bad chunks, or a compressed bomb. A node must answer 4xx or close the connection, except where a
 * good package comes slowly. Not thread-safe.
 */
final class HostileConnections {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int TOGETHER = 30;

  /** What a request does. */
  enum Way {
    /** Says more bytes than it sends, and ends. */
    CUT,
    /** Says fewer bytes than it sends. */
    LONGER,
    /** Says no length, or two, or one that is none. */
    LENGTHS,
    /** Says more than a node takes. */
    TOO_LARGE,
    /** The same, and waits to be told to go on. */
    EXPECT,
    /** As large as a node takes, and no package. */
    LARGE,
    /** Chunks without a right length. */
    CHUNKS,
    /** Compressed by gzip, more than a node takes when it is not. */
    GZIP_BOMB,
    /** Compressed by gzip, damaged. */
    GZIP_DAMAGED,
    /** Breaks off in the middle, many at a time. */
    ABORT,
    /** Sends a bad package whole and does not wait for the answer. */
    LEAVE,
    /** Sends a good package in pieces, with pauses. */
    SLOW
  }

  private final URI uri;
  private final byte[] zip;
  private final String path;
  private final Map<Way, String> answers = new TreeMap<>();

  /**
   * @param zip a good package
   * @param model its name
   */
  HostileConnections(URI uri, byte[] zip, String model) {
    this.uri = uri;
    this.zip = zip;
    this.path = NodeCalls.MODELS + "/" + model;
  }

  /** The first line of each answer, empty where the node closed without one. */
  Map<Way, String> answers() {
    return answers;
  }

  /** Does all of it and gives what was answered otherwise than by 4xx or the end. */
  List<String> run() throws InterruptedException {
    List<String> bad = new ArrayList<>();
    for (Way way : Way.values()) {
      try {
        String line = run(way);
        answers.put(way, line);
        boolean right = way == Way.SLOW ? line.contains(" 201 ") : line.matches("|HTTP/1.1 4.*");
        if (!right) {
          bad.add(way + ": found " + line);
        }
      } catch (IOException e) {
        bad.add(way + ": found " + e);
      }
    }
    return bad;
  }

  private String run(Way way) throws IOException, InterruptedException {
    byte[] bad = Arrays.copyOf(zip, zip.length - 1);
    return switch (way) {
      case CUT -> sent("Content-Length: " + (zip.length + 1), zip);
      case LONGER -> sent("Content-Length: " + zip.length / 2, zip);
      case LENGTHS -> {
        String last = "";
        for (String header :
            List.of(
                "Content-Length: -1",
                "Content-Length: 9999999999999999999999",
                "Content-Length: ten",
                "Content-Length: 10\r\nContent-Length: " + zip.length,
                "Content-Length: 10\r\nTransfer-Encoding: chunked")) {
          last = sent(header, bad);
          if (!last.matches("|HTTP/1.1 4.*")) {
            yield header + " " + last;
          }
        }
        yield last;
      }
      case TOO_LARGE -> sent("Content-Length: 10000000000", zip);
      case EXPECT -> sent("Expect: 100-continue\r\nContent-Length: 10000000000", new byte[0]);
      case LARGE -> {
        byte[] zeros = new byte[100 << 20];
        zeros[0] = 'P';
        zeros[1] = 'K';
        yield sent("Content-Length: " + zeros.length, zeros);
      }
      case CHUNKS ->
          sent(
              "Transfer-Encoding: chunked",
              "5\r\nPK\3\4\0\r\nfffffffffffffff\r\nPK\r\nzz\r\n".getBytes(StandardCharsets.UTF_8));
      case GZIP_BOMB -> {
        byte[] packed = gzip(new byte[1 << 20], 200);
        yield sent("Content-Encoding: gzip\r\nContent-Length: " + packed.length, packed);
      }
      case GZIP_DAMAGED -> {
        byte[] packed = gzip(zip, 1);
        packed[packed.length / 2] ^= 0x55;
        yield sent("Content-Encoding: gzip\r\nContent-Length: " + packed.length, packed);
      }
      case ABORT -> {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
          Socket socket = begun("Content-Length: " + zip.length);
          socket.getOutputStream().write(zip, 0, zip.length / 2);
          socket.getOutputStream().flush();
          open.add(socket);
        }
        open.forEach(HostileConnections::reset);
        yield "";
      }
      case LEAVE -> {
        for (int i = 0; i < TOGETHER; i++) {
          Socket socket = begun("Content-Length: " + bad.length);
          socket.getOutputStream().write(bad);
          socket.getOutputStream().flush();
          reset(socket);
        }
        yield "";
      }
      case SLOW -> slow();
    };
  }

  private Socket begun(String headers) throws IOException {
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    String head =
        "PUT "
            + path
            + " HTTP/1.1\r\nHost: node\r\nContent-Type: application/*\r\nConnection: close\r\n"
            + headers
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Sends a request, whatever the node thinks of it meanwhile, and reads the answer. */
  private String sent(String headers, byte[] body) throws IOException {
    try (Socket socket = begun(headers)) {
      try {
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
      } catch (IOException e) {
        // The node has refused it already; its answer may be there all the same.
      }
      return firstLine(socket);
    }
  }

  private String slow() throws IOException, InterruptedException {
    try (Socket socket = begun("Content-Length: " + zip.length)) {
      OutputStream out = socket.getOutputStream();
      int piece = zip.length / 5 + 1;
      for (int at = 0; at < zip.length; at += piece) {
        out.write(zip, at, Math.min(piece, zip.length - at));
        out.flush();
        Thread.sleep(300);
      }
      return firstLine(socket);
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
        line.append((char) next);
      }
    } catch (SocketException e) {
      // The connection was reset: closed, with or without an answer.
    }
    return line.toString();
  }

  /** Ends a connection at once, without a word. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] part, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i++) {
        out.write(part);
      }
    }
    return packed.toByteArray();
  }
}

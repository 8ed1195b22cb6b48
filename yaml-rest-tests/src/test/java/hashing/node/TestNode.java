package hashing.node;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.opensearch.client.Request;
import org.opensearch.client.RequestOptions;
import org.opensearch.client.RestClient;
import org.opensearch.client.WarningsHandler;

/** The node that the build started before the tests. */
public final class TestNode {

  private TestNode() {}

  /** Host and port. */
  public static String address() {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of(System.getProperty("hashing.node.properties")))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "127.0.0.1:" + properties.getProperty("port");
  }

  /**
   * Deletes all indices, before the test framework does: it takes one warning of a system index,
   * and a node warns of each of ours when one is touched for the first time.
   */
  public static void deleteIndices(RestClient client) throws IOException {
    Request request = new Request("DELETE", "/*");
    request.addParameter("expand_wildcards", "all");
    RequestOptions.Builder options = request.getOptions().toBuilder();
    options.setWarningsHandler(WarningsHandler.PERMISSIVE);
    request.setOptions(options);
    client.performRequest(request);
  }
}

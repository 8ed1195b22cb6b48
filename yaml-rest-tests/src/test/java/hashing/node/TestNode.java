package hashing.node;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

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
}

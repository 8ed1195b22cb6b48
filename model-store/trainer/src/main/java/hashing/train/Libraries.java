package hashing.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Versions of the libraries that this was built with. */
public final class Libraries {

  private Libraries() {}

  /**
   * The versions of some libraries, and of the JDK.
   *
   * @throws IllegalArgumentException if one is not known
   */
  public static Map<String, String> versions(String... names) {
    Properties known = new Properties();
    try (InputStream in = Libraries.class.getResourceAsStream("libraries.properties")) {
      known.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new TreeMap<>();
    versions.put("jdk", Runtime.version().toString());
    for (String name : names) {
      String version = known.getProperty(name);
      if (version == null) {
        throw new IllegalArgumentException(
            "no library [" + name + "]; known are " + known.stringPropertyNames());
      }
      versions.put(name, version);
    }
    return versions;
  }

  /** The versions of what trains a network and writes it down, and of more. */
  public static Map<String, String> ofNetworks(String... more) {
    Map<String, String> versions = versions("djl", "djl-pytorch", "pytorch", "tribuo-util-onnx");
    versions.putAll(versions(more));
    return versions;
  }
}

package hashing.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account a node runs under. OpenSearch refuses root, so root steps down: into a user namespace
 * of its own, in which it keeps its access to files, or, where namespaces are refused, to {@code
 * nobody}, who is given the node's folders first.
 */
final class Account {

  private static final List<String> NAMESPACE =
      List.of("unshare", "--user", "--map-user=1000", "--map-group=1000");
  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

  private Account() {}

  /**
   * The words to put before the node's command; none for an ordinary user.
   *
   * @param folders what the node writes to or is read from
   */
  static List<String> prefix(Path... folders) throws IOException, InterruptedException {
    if (!"0".equals(output(List.of("id", "-u")))) {
      return List.of();
    }
    if (works(NAMESPACE)) {
      return NAMESPACE;
    }
    System.out.println("User namespaces are refused here: the node runs as nobody.");
    if (!works(NOBODY)) {
      throw new IOException(
          "OpenSearch does not run as root, and neither unshare nor setpriv can step down: run Maven"
              + " as an ordinary user");
    }
    for (Path folder : folders) {
      output(List.of("chown", "-R", "nobody:nogroup", folder.toString()));
    }
    return NOBODY;
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    return output(concat(prefix, List.of("true"))) != null;
  }

  /** What a command prints, or null where it fails or does not exist. */
  private static String output(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (InputStream printed = process.getInputStream()) {
        String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8).trim();
        return process.waitFor() == 0 ? text : null;
      }
    } catch (IOException absent) {
      return null;
    }
  }

  static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}

package hashing.cli;

import hashing.importing.Connection;
import java.io.Console;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which cluster, and as whom. */
final class ConnectionOptions {

  private static final String PASSWORD = "HASHING_PASSWORD";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:9200",
      description = "Where the cluster answers. Default: ${DEFAULT-VALUE}.")
  private URI url;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "User; the password is " + PASSWORD + " of the environment, or asked for.")
  private String user;

  @Option(
      names = {"-k", "--insecure"},
      description = "Take any certificate of any host, as curl does.")
  private boolean insecure;

  @Option(names = "--gzip", description = "Compress what is sent; for slow networks.")
  private boolean gzip;

  /** Opens nothing yet, but may ask for a password. */
  Connection open() {
    return new Connection(url, user, user == null ? null : password(), insecure, gzip);
  }

  URI url() {
    return url;
  }

  @SuppressWarnings("SystemConsoleNull") // on JDK 25 it is null again where there is no terminal
  private String password() {
    String given = System.getenv(PASSWORD);
    if (given != null) {
      return given;
    }
    Console console = System.console();
    char[] typed =
        console == null || !console.isTerminal()
            ? null
            : console.readPassword("Password of %s: ", user);
    if (typed == null) {
      throw new IllegalArgumentException(
          "[--user] is [" + user + "], and there is no password: set " + PASSWORD);
    }
    return new String(typed);
  }
}

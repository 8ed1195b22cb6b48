package hashing.cli;

/**
 * Says something when the process is told to end. A shutdown hook has to be a thread; the command
 * runs outside of OpenSearch, so that the ban on threads, which is for the plugin, leaves this
 * class out.
 */
final class ShutdownWords implements AutoCloseable {

  private final Thread hook;

  /** Until it is closed. */
  ShutdownWords(Runnable say) {
    hook = new Thread(say, "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook speaks.
    }
  }
}

package hashing.join;

import java.io.Closeable;
import java.util.function.LongConsumer;

/** Bytes asked for and not yet given back. Thread-safe. */
final class Reservation implements Closeable {
  private final LongConsumer memory;
  private long bytes;

  Reservation(LongConsumer memory) {
    this.memory = memory;
  }

  /** Asks for more, before they are taken; what is thrown where there is no room goes on. */
  synchronized void add(long more) {
    memory.accept(more);
    bytes += more;
  }

  /** Gives some back. */
  synchronized void remove(long less) {
    bytes -= less;
    memory.accept(-less);
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Gives all back, once. */
  @Override
  public synchronized void close() {
    if (bytes != 0) {
      remove(bytes);
    }
  }
}

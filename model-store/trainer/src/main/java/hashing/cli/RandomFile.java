package hashing.cli;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Random bits from a file, each given once. */
final class RandomFile implements RandomGenerator, Closeable {

  private final Path file;
  private final DataInputStream in;

  private RandomFile(Path file, DataInputStream in) {
    this.file = file;
    this.in = in;
  }

  static RandomFile open(Path file) throws IOException {
    return new RandomFile(
        file, new DataInputStream(new BufferedInputStream(Files.newInputStream(file))));
  }

  @Override
  public void nextBytes(byte[] bytes) {
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      throw new UncheckedIOException(
          new IOException("[" + file + "] has too few random bits for this", e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long nextLong() {
    byte[] bytes = new byte[Long.BYTES];
    nextBytes(bytes);
    long value = 0;
    for (byte part : bytes) {
      value = value << 8 | part & 0xFF;
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

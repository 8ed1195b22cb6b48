package hashing.cli;

import hashing.signature.SignedMessage;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads packages for commands. Stateless. */
final class ModelFile {

  private ModelFile() {}

  /**
   * Reads a package.
   *
   * @throws IOException if there is no such file, or it is no package; the message names the file
   */
  static ModelPackage read(Path file) throws IOException {
    try {
      return PackageReader.read(file);
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + file + "] " + e.getMessage(), e);
    }
  }

  /** Reads a package as what is signed; errors as {@link #read}. */
  static SignedMessage message(Path file) throws IOException {
    try {
      return SignedMessage.ofPackage(PackageReader.bytes(file));
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + file + "] " + e.getMessage(), e);
    }
  }
}

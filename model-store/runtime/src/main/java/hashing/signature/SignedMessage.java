package hashing.signature;

import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is signed: a sequence of bytes, with the SHA-256 of the document in it.
 *
 * <p>For a model package: the byte 1, which binds the length; the line {@code opensearch-hashing
 * package 1}; the line {@code id@version}; a line {@code name length sha256} for each entry besides
 * the manifest, in their order in the package; an empty line; all bytes of the package's file. So
 * what a reader understands and what the file says are bound both, up to the last byte of a zip
 * header.
 */
public final class SignedMessage {

  private static final byte[] ONE = {1};

  private final String sha256;
  private final List<byte[]> parts;

  private SignedMessage(String sha256, List<byte[]> parts) {
    this.sha256 = sha256;
    this.parts = parts;
  }

  /**
   * The message for a package. The array is not copied.
   *
   * @throws IllegalArgumentException if that is no package
   */
  public static SignedMessage ofPackage(byte[] zip) {
    ModelPackage model = PackageReader.read(zip);
    StringBuilder list = new StringBuilder("opensearch-hashing package 1\n");
    list.append(model.manifest().name()).append('\n');
    model
        .entries()
        .forEach((entry, content) ->
            list.append(entry.fileName())
                .append(' ')
                .append(content.length)
                .append(' ')
                .append(Sha256.hex(content))
                .append('\n'));
    list.append('\n');
    byte[] head = list.toString().getBytes(StandardCharsets.UTF_8);
    return new SignedMessage(Sha256.hex(zip), List.of(ONE, head, zip));
  }

  /** The message for any bytes: the byte 1, then those. */
  static SignedMessage of(byte[] document) {
    return new SignedMessage(Sha256.hex(document), List.of(ONE, document));
  }

  /** Of the document, lower-case hex. */
  public String sha256() {
    return sha256;
  }

  /** Its bits from the leading one on: m in the bounds. */
  public long bits() {
    return 8 * parts.stream().mapToLong(part -> part.length).sum() - 7;
  }

  BitString hash(BinaryPolynomial polynomial, BitString state) {
    LfsrToeplitzHash hash = new LfsrToeplitzHash(polynomial, state);
    parts.forEach(hash::update);
    return hash.digest();
  }
}

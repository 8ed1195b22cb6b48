package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Named codes to index and codes to ask with, which are not among them but for chance.
 *
 * @param name says what they are and how many
 * @param bits bits of a code, a multiple of 8
 * @param codes {@code count * bits / 8} bytes, code after code
 * @param queries as {@code codes}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CodeSet(String name, int bits, byte[] codes, byte[] queries) {

  /** Bytes of a code. */
  public int byteLength() {
    return bits / 8;
  }

  /** Codes to index. */
  public int count() {
    return codes.length / byteLength();
  }

  /** Codes to ask with. */
  public int queryCount() {
    return queries.length / byteLength();
  }

  /** One code to ask with. */
  public byte[] query(int index) {
    byte[] query = new byte[byteLength()];
    System.arraycopy(queries, index * query.length, query, 0, query.length);
    return query;
  }

  /** SHA-256 of codes and queries, in hex. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(codes);
      digest.update(queries);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes {@code codes.u8bin} and {@code queries.u8bin}. */
  public void write(Path folder) throws IOException {
    CodeFile.write(folder.resolve("codes.u8bin"), codes, byteLength());
    CodeFile.write(folder.resolve("queries.u8bin"), queries, byteLength());
  }
}

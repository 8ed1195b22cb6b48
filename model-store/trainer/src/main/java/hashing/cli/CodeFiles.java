package hashing.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Written forms of many codes. Stateless. */
final class CodeFiles {

  private static final int ALIGNMENT = 64;
  private static final int PREFIX = 10;

  private CodeFiles() {}

  /** A line a code: hex, and two spaces and a name where there are names. */
  static byte[] hexLines(List<byte[]> codes, List<String> names) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < codes.size(); i++) {
      lines.append(HexFormat.of().formatHex(codes.get(i)));
      if (!names.isEmpty()) {
        lines.append("  ").append(names.get(i));
      }
      lines.append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** NumPy's format 1.0: unsigned bytes, {@code [codes][bytes]}, as packbits has them. */
  static byte[] numpy(List<byte[]> codes) {
    String shape = String.format(Locale.ROOT, "(%d, %d)", codes.size(), codes.getFirst().length);
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }";
    int length = Math.ceilDiv(PREFIX + header.length() + 1, ALIGNMENT) * ALIGNMENT - PREFIX;
    String padded = header + " ".repeat(length - header.length() - 1) + "\n";
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.write(length & 0xFF);
    file.write(length >>> 8);
    file.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
    codes.forEach(file::writeBytes);
    return file.toByteArray();
  }
}

package hashing.importing;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Writes the same codes into files of every kind and reads them back, with nothing said of them.
 */
public class SourceTests {

  private static final long SEED = 20260405L;
  private static final int COUNT = 5000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<byte[]> codes = codes(64);

  private static List<byte[]> codes(int bits) {
    Random random = new Random(SEED);
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      byte[] code = new byte[bits / 8];
      random.nextBytes(code);
      codes.add(code);
    }
    return codes;
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(temporary.getRoot().toPath().resolve(name), content);
  }

  private Path lines(String name, String first, Function<byte[], String> line) throws IOException {
    String text = codes.stream().map(line).collect(Collectors.joining("\n", first, "\n"));
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Source source(Path file, Columns columns) {
    return new Source(file, null, columns, ',', "train", null);
  }

  private static final Columns ONE = new Columns(null, null, List.of(), "phash");

  private void assertRead(Path file, CodeFormat format, int bits) throws IOException {
    assertRead(source(file, ONE), Conversion.NONE, "", format, bits);
  }

  private void assertRead(
      Source source, Conversion conversion, String prefix, CodeFormat format, int bits)
      throws IOException {
    CodeForm form = source.form(null, null, conversion, prefix);
    assertEquals(source.file().toString(), format, form.format());
    assertEquals(source.file().toString(), bits, form.bitCount());
    try (RowReader rows = source.open()) {
      for (int i = 0; i < COUNT; i++) {
        Row row = rows.next();
        assertNull(row.fault());
        assertEquals(i + 1, row.number());
        assertArrayEquals("seed " + SEED + " row " + i, codes.get(i), form.read(row.value()));
      }
      assertNull(rows.next());
      assertEquals(rows.size(), rows.position());
    }
    try (RowReader rows = source.open()) {
      rows.skip(COUNT - 3);
      assertArrayEquals(codes.get(COUNT - 3), form.read(rows.next().value()));
      assertThrows(IOException.class, () -> rows.skip(3));
    }
  }

  private static String hex(byte[] code) {
    return HexFormat.of().formatHex(code);
  }

  private static long number(byte[] code) {
    return ByteBuffer.wrap(code).getLong();
  }

  private static String bits(byte[] code) {
    return CodeFormat.BITS.format(code, code.length * 8);
  }

  @Test
  public void testCsv() throws IOException {
    assertRead(lines("hex.csv", "phash\n", SourceTests::hex), CodeFormat.HEX, 64);
    assertRead(lines("0x.csv", "\uFEFFphash\n", c -> "0x" + hex(c)), CodeFormat.HEX, 64);
    assertRead(lines("s.csv", "c\n", c -> "" + number(c)), CodeFormat.LONG, 64);
    assertRead(lines("u.csv", "c\n", c -> Long.toUnsignedString(number(c))), CodeFormat.LONG, 64);
    assertRead(lines("bits.csv", "c\n", SourceTests::bits), CodeFormat.BITS, 64);
    assertRead(
        lines("b64.csv", "c\n", c -> Base64.getEncoder().encodeToString(c)), CodeFormat.BASE64, 64);
    Columns named = new Columns(null, "id", List.of("note"), "phash");
    Path several =
        lines("several.csv", "id,note,phash\n", c -> "1,\"two\nlines, \"\"q\"\"\"," + hex(c));
    assertRead(source(several, named), Conversion.NONE, "", CodeFormat.HEX, 64);
  }

  @Test
  public void testPrefixesAreLeftOut() throws IOException {
    Path go = lines("go.csv", "phash\n", c -> "p:" + hex(c));
    assertRead(source(go, ONE), Conversion.NONE, "p:", CodeFormat.HEX, 64);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> source(go, ONE).form(null, null, Conversion.NONE, ""));
    assertTrue(e.getMessage(), e.getMessage().contains("[--prefix 'p:']"));
  }

  @Test
  public void testJsonLines() throws IOException {
    assertRead(lines("a.jsonl", "", c -> "{\"phash\":\"" + hex(c) + "\"}"), CodeFormat.HEX, 64);
    assertRead(
        lines("b.jsonl", "\n", c -> "{\"id\":1,\"phash\":" + number(c) + "}"), CodeFormat.LONG, 64);
    assertRead(
        lines("u.jsonl", "", c -> "{\"c\":" + Long.toUnsignedString(number(c)) + "}"),
        CodeFormat.LONG,
        64);
    assertRead(
        lines("c.ndjson", "", c -> "{\"phash\":" + Arrays.toString(c) + "}"), CodeFormat.HEX, 64);
    assertRead(
        lines("d.json", "", c -> "{\"phash\":[" + String.join(",", bits(c).split("")) + "]}"),
        CodeFormat.HEX,
        64);
  }

  private static byte[] numpy(String type, String shape, byte[] data) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    return file.putShort((short) text.length).put(text).put(data).array();
  }

  private byte[] packed() {
    ByteBuffer all = ByteBuffer.allocate(COUNT * 8);
    codes.forEach(all::put);
    return all.array();
  }

  private byte[] words(ByteOrder order) {
    ByteBuffer all = ByteBuffer.allocate(COUNT * 8).order(order);
    codes.forEach(code -> all.putLong(number(code)));
    return all.array();
  }

  private byte[] single() {
    ByteBuffer all = ByteBuffer.allocate(COUNT * 64);
    codes.forEach(
        code -> IntStream.range(0, 64).forEach(b -> all.put((byte) (Codes.get(code, b) ? 1 : 0))));
    return all.array();
  }

  @Test
  public void testNumpy() throws IOException {
    assertRead(write("u1.npy", numpy("|u1", "(5000, 8)", packed())), CodeFormat.HEX, 64);
    assertRead(write("i1.npy", numpy("|i1", "(5000, 8)", packed())), CodeFormat.HEX, 64);
    assertRead(write("b1.npy", numpy("|b1", "(5000, 64)", single())), CodeFormat.HEX, 64);
    assertRead(write("01.npy", numpy("|u1", "(5000, 64)", single())), CodeFormat.HEX, 64);
    byte[] little = words(ByteOrder.LITTLE_ENDIAN);
    assertRead(write("u8.npy", numpy("<u8", "(5000,)", little)), CodeFormat.HEX, 64);
    assertRead(write("i8.npy", numpy("<i8", "(5000, 1)", little)), CodeFormat.HEX, 64);
    assertRead(
        write("big.npy", numpy(">u8", "(5000,)", words(ByteOrder.BIG_ENDIAN))), CodeFormat.HEX, 64);
    Path floats = write("f4.npy", numpy("<f4", "(10000, 1)", packed()));
    assertThrows(IllegalArgumentException.class, () -> source(floats, ONE).open());
    Path cut = write("cut.npy", numpy("|u1", "(5001, 8)", packed()));
    IOException e = assertThrows(IOException.class, () -> source(cut, ONE).open());
    assertTrue(e.getMessage(), e.getMessage().contains("promises 5001 rows of 8"));
  }

  @Test
  public void testU8bin() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(8 + COUNT * 8).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(COUNT).putInt(8).put(packed());
    assertRead(write("codes.u8bin", file.array()), CodeFormat.HEX, 64);
  }

  @Test
  public void testHdf5() throws IOException {
    Path bytes = temporary.getRoot().toPath().resolve("bytes.hdf5");
    try (WritableHdfFile file = HdfFile.write(bytes)) {
      file.putDataset("train", codes.toArray(byte[][]::new));
      file.putDataset("single", codes.stream().map(SourceTests::flags).toArray(boolean[][]::new));
      file.putDataset("flat", new byte[] {1, 2});
    }
    assertRead(bytes, CodeFormat.HEX, 64);
    Source flags = new Source(bytes, null, ONE, ',', "single", null);
    assertRead(flags, Conversion.NONE, "", CodeFormat.HEX, 64);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Source(bytes, null, ONE, ',', "flat", null).open());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Source(bytes, null, ONE, ',', "test", null).open());
    assertTrue(e.getMessage(), e.getMessage().contains("train"));
    assertThrows(IOException.class, () -> source(write("no.h5", new byte[900]), ONE).open());
  }

  private static boolean[] flags(byte[] code) {
    boolean[] flags = new boolean[64];
    for (int bit = 0; bit < 64; bit++) {
      flags[bit] = Codes.get(code, bit);
    }
    return flags;
  }

  @Test
  public void testConversions() throws IOException {
    assertConverted(lines("old.csv", "c\n", c -> hex(reversed(c))), Conversion.IMAGEHASH_BEFORE_4);
    assertConverted(
        lines("offset.jsonl", "", c -> "{\"c\":" + Arrays.toString(offset(c)) + "}"),
        Conversion.OFFSET_BYTES);
    CodeForm colorhash = new CodeForm(CodeFormat.HEX, 42, Conversion.COLORHASH, "");
    // Made by imagehash 4.3.2 from the images 01 and 02 of the golden vectors.
    assertEquals("0c1200048000", hex(colorhash.read("03048001200")));
    assertEquals("181200008000", hex(colorhash.read("06048000200")));
    // sentence-transformers' binary of an embedding of 17 bits whose ubinary is 139, 53, 128.
    CodeForm offset = new CodeForm(CodeFormat.HEX, 17, Conversion.OFFSET_BYTES, "");
    assertEquals("8b3580", hex(offset.read(List.of(11L, -75L, 0L))));
  }

  private void assertConverted(Path file, Conversion conversion) throws IOException {
    assertRead(source(file, ONE), conversion, "", CodeFormat.HEX, 64);
  }

  private static byte[] reversed(byte[] code) {
    byte[] reversed = new byte[code.length];
    for (int bit = 0; bit < 64; bit++) {
      if (Codes.get(code, bit)) {
        Codes.set(reversed, bit / 8 * 8 + 7 - bit % 8);
      }
    }
    return reversed;
  }

  private static int[] offset(byte[] code) {
    return IntStream.range(0, code.length).map(i -> (code[i] & 0xFF) - 128).toArray();
  }

  @Test
  public void testFewBrokenRowsDoNotSpoilTheGuess() throws IOException {
    Path file =
        write(
            "few.csv",
            "c\nx\na1051ef7d2700f5e\n\na1051ef7d2700f\na1051ef7d2700f5f\na1051ef7d2700f5d\n"
                .getBytes(StandardCharsets.UTF_8));
    CodeForm form = source(file, ONE).form(null, null, Conversion.NONE, "");
    assertEquals(CodeFormat.HEX, form.format());
    assertEquals(64, form.bitCount());
  }

  @Test
  public void testNumbersThatAreNoBytesAreFaultsOfTheirRow() throws IOException {
    Path file =
        write("far.jsonl", "{\"c\":[1e30]}\n{\"c\":[1]}\n".getBytes(StandardCharsets.UTF_8));
    try (RowReader rows = source(file, ONE).open()) {
      assertTrue(rows.next().fault().contains("array of numbers"));
      assertEquals(List.of(1L), rows.next().value());
    }
  }

  @Test
  public void testWhatCannotBeGuessedIsSaid() throws IOException {
    assertUnguessed("03048001200\n0304800120f\n", "[--convert colorhash]");
    assertUnguessed("hello!\n", "Give [--format] and [--bits]");
    assertUnguessed("aa\naabb\n", "give [--bits]");
    assertUnguessed("", "found no row with a code");
  }

  private void assertUnguessed(String rows, String message) throws IOException {
    Path file = write("g.csv", ("c\n" + rows).getBytes(StandardCharsets.UTF_8));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> source(file, ONE).form(null, null, Conversion.NONE, ""));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }

  @Test
  public void testListWithoutNamesLosesNoCode() throws IOException {
    for (String first : List.of("a1051ef7d2700f5e", "\\xA1051EF7", "0xa1051ef7", "-17")) {
      Path file = write("bare.csv", (first + "\n" + first + "\n").getBytes(StandardCharsets.UTF_8));
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> source(file, ONE).form(null, null, Conversion.NONE, ""));
      assertTrue(
          e.getMessage(), e.getMessage().contains("[" + first + "], which looks like a code"));
    }
    Columns named = new Columns("a1051ef7", null, List.of(), "phash");
    Path file = write("named.csv", "a1051ef7\n0b\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(8, source(file, named).form(null, null, Conversion.NONE, "").bitCount());
  }

  @Test
  public void testColumnsMustBeThere() throws IOException {
    Path file = write("two.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    for (Columns columns :
        List.of(
            ONE,
            new Columns("c", null, List.of(), "phash"),
            new Columns("a", "c", List.of(), "phash"),
            new Columns("a", null, List.of("c"), "phash"))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> source(file, columns).open());
      assertTrue(e.getMessage(), e.getMessage().contains("[a, b]"));
    }
    assertThrows(IllegalArgumentException.class, () -> source(Path.of("codes.txt"), ONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> source(Path.of("c.npy"), new Columns("a", null, List.of(), "phash")));
  }
}

package hashing.benchmark;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class SimHashTests {

  private static final long[] SEEDS = {0x9E3779B97F4A7C15L, 0xD1B54A32D192ED03L};

  /** By the definition: a counter for each bit. */
  private static long[] slow(byte[] path) {
    List<Long> features = new ArrayList<>();
    for (int i = 0; i + 3 <= path.length; i++) {
      features.add((path[i] & 0xFF) * 65536L + (path[i + 1] & 0xFF) * 256L + (path[i + 2] & 0xFF));
    }
    for (String component : new String(path, StandardCharsets.ISO_8859_1).split("/")) {
      if (!component.isEmpty()) {
        long hash = 0xCBF29CE484222325L;
        for (byte value : component.getBytes(StandardCharsets.ISO_8859_1)) {
          hash = (hash ^ (value & 0xFF)) * 0x100000001B3L;
        }
        features.add(hash);
      }
    }
    long[] code = new long[2];
    for (int word = 0; word < 2; word++) {
      for (int bit = 0; bit < 64; bit++) {
        int ones = 0;
        for (long feature : features) {
          ones += (int) (mix(SEEDS[word] + feature) >>> bit & 1);
        }
        code[word] |= 2 * ones > features.size() ? 1L << bit : 0;
      }
    }
    return code;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  @Test
  public void carrySaveAddersCountAsCountersDo() {
    Random random = new Random(7);
    SimHash hash = new SimHash();
    for (int round = 0; round < 2_000; round++) {
      byte[] path = new byte[round == 0 ? 5_000 : random.nextInt(120)];
      for (int i = 0; i < path.length; i++) {
        path[i] = (byte) (random.nextInt(6) == 0 ? '/' : random.nextInt(256));
      }
      long[] found = new long[2];
      hash.code(path, 0, path.length, found);
      assertArrayEquals("round " + round, slow(path), found);
    }
  }

  @Test
  public void pathsOfOneFolderAreNear() {
    String folder = "usr/share/doc/libexample-dev/html/search/";
    long a = code(folder + "functions_1.js");
    assertTrue(Long.bitCount(a ^ code(folder + "functions_2.js")) < 16);
    assertTrue(Long.bitCount(a ^ code("etc/other/thing.conf")) > 16);
  }

  private static long code(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    long[] code = new long[1];
    new SimHash().code(bytes, 0, bytes.length, code);
    return code[0];
  }

  @Test
  public void linesAreReadWhereverTheBufferEnds() throws IOException {
    StringBuilder lines = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      String path = i % 7 == 0 ? "a b/" + i : "usr/lib/" + "x".repeat(i % 50) + i;
      expected.add(path);
      lines.append(path).append(i % 2 == 0 ? " \t  " : "\t").append("utils/p,net/q\n");
    }
    expected.add("without-packages");
    expected.add("");
    lines.append("without-packages\n\n");
    List<String> found = new ArrayList<>();
    assertEquals(expected.size(), PathLines.read(stream(lines), sink(found)));
    assertEquals(expected, found);
    assertThrows(
        EOFException.class, () -> PathLines.read(stream("whole\tp\ncut"), sink(new ArrayList<>())));
  }

  private static InputStream stream(CharSequence text) {
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static PathLines.Sink sink(List<String> found) {
    return (bytes, from, to) ->
        found.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }
}

package hashing.benchmark;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Entries that become much larger than they are, made once for each size. Not thread-safe. */
final class ZipBombs {

  private static final int STEP = 1 << 16;

  private final Map<Integer, RawZip.Entry> zeros = new HashMap<>();
  private final Map<Integer, RawZip.Entry> patient = new HashMap<>();

  /** So many MiB of zeros, a thousandth of it when compressed, under a name. */
  RawZip.Entry zeros(String name, int mebibytes) {
    return named(
        name, zeros.computeIfAbsent(mebibytes, size -> deflated(new byte[STEP], 16 * size)));
  }

  /** So many MiB that are compressed to a little more than a hundredth, under a name. */
  RawZip.Entry patient(String name, int mebibytes) {
    return named(
        name,
        patient.computeIfAbsent(
            mebibytes,
            size -> {
              byte[] part = new byte[STEP];
              byte[] noise = new byte[STEP / 80];
              new Random(size).nextBytes(noise);
              System.arraycopy(noise, 0, part, 0, noise.length);
              return deflated(part, 16 * size);
            }));
  }

  private static RawZip.Entry named(String name, RawZip.Entry entry) {
    return RawZip.entry(name, 8, entry.data, entry.local.size, entry.local.crc);
  }

  private static RawZip.Entry deflated(byte[] part, int times) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    CRC32 crc = new CRC32();
    byte[] out = new byte[STEP];
    for (int i = 0; i < times; i++) {
      crc.update(part);
      deflater.setInput(part);
      drain(deflater, out, data);
    }
    deflater.finish();
    drain(deflater, out, data);
    deflater.end();
    return RawZip.entry("", 8, data.toByteArray(), part.length * times, (int) crc.getValue());
  }

  private static void drain(Deflater deflater, byte[] out, ByteArrayOutputStream data) {
    for (int length = deflater.deflate(out); length > 0; length = deflater.deflate(out)) {
      data.write(out, 0, length);
    }
  }

  /** Compressed data of nothing: blocks without a byte, one behind the other, and no end. */
  static byte[] emptyBlocks(int count) {
    byte[] blocks = new byte[5 * count];
    for (int at = 0; at < blocks.length; at += 5) {
      Arrays.fill(blocks, at + 3, at + 5, (byte) 0xFF);
    }
    return blocks;
  }
}

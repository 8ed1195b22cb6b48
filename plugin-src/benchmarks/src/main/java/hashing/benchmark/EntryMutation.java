package hashing.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes bytes, floats and whole entries of a package. Stateless. */
final class EntryMutation {

  private EntryMutation() {}

  /** Bytes behind {@code from} flipped, set, cut, or put in. */
  static byte[] bytes(byte[] whole, int from, Random random) {
    byte[] changed = whole.clone();
    int length = changed.length - from;
    if (length <= 0) {
      return new byte[] {1};
    }
    switch (random.nextInt(5)) {
      case 0 -> changed = Arrays.copyOf(changed, from + random.nextInt(length));
      case 1 -> {
        int at = from + random.nextInt(length);
        int more = 1 + random.nextInt(40);
        changed = Arrays.copyOf(changed, changed.length + more);
        System.arraycopy(whole, at, changed, at + more, whole.length - at);
      }
      default -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          int at = from + random.nextInt(length);
          changed[at] =
              random.nextBoolean()
                  ? (byte) (changed[at] ^ 1 << random.nextInt(8))
                  : (byte) (random.nextInt(4) == 0 ? 0xFF : random.nextInt(256));
        }
      }
    }
    return changed;
  }

  /** One bit flipped. */
  static byte[] flipped(byte[] entry, Random random) {
    byte[] changed = entry.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  /** Floats that are none, infinite or huge, and one more now and then. */
  static byte[] floats(byte[] entry, Random random) {
    float[] odd = {
      Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, Float.MIN_VALUE, -0f, 1e30f
    };
    ByteBuffer floats =
        ByteBuffer.wrap(Arrays.copyOf(entry, entry.length + 4 * (random.nextInt(4) / 3)));
    floats.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = random.nextInt(20); i >= 0 && floats.capacity() >= 4; i--) {
      floats.putFloat(4 * random.nextInt(floats.capacity() / 4), odd[random.nextInt(odd.length)]);
    }
    return floats.array();
  }

  /** Entries taken out, exchanged, emptied, cut, or brought from another package. */
  static void parts(LoosePackage loose, Map<String, byte[]> seeds, Random random) {
    List<String> files = loose.files();
    Map<String, byte[]> entries = loose.entries();
    String name = files.get(random.nextInt(files.size()));
    byte[] content = entries.get(name);
    switch (random.nextInt(6)) {
      case 0 -> entries.remove(name);
      case 1 -> {
        String other = files.get(random.nextInt(files.size()));
        entries.put(name, entries.get(other));
        entries.put(other, content);
      }
      case 2 -> entries.put(name, new byte[0]);
      case 3 -> entries.put(name, Arrays.copyOf(content, content.length / 8 * 4));
      case 4 -> entries.put("licence.txt", random.nextBoolean() ? content : new byte[0]);
      default -> {
        List<byte[]> others = new ArrayList<>(seeds.values());
        LoosePackage other = LoosePackage.read(others.get(random.nextInt(others.size())));
        String theirs = other.files().get(random.nextInt(other.files().size()));
        entries.put(random.nextBoolean() ? theirs : name, other.entries().get(theirs));
      }
    }
  }

  /** Fields behind the names of entries: another name, other sizes, a link, or anything. */
  static byte[] extra(LoosePackage loose, Random random) {
    RawZip zip = RawZip.of(loose);
    RawZip.Entry entry = zip.entries.get(random.nextInt(zip.entries.size()));
    byte[] content =
        random.nextBoolean()
            ? "../../hashing-escaped".getBytes(StandardCharsets.UTF_8)
            : new byte[random.nextInt(1 << random.nextInt(16))];
    int[] kinds = {0x0001, 0x000D, 0x5455, 0x6375, 0x7075, 0x7875, 0x9901, random.nextInt(1 << 16)};
    ByteBuffer extra = ByteBuffer.allocate(4 + content.length).order(ByteOrder.LITTLE_ENDIAN);
    extra.putShort((short) kinds[random.nextInt(kinds.length)]).putShort((short) content.length);
    extra.put(content);
    if (random.nextBoolean()) {
      entry.local.extra = extra.array();
    }
    if (random.nextBoolean()) {
      entry.central.extra = extra.array();
    }
    return zip.bytes();
  }
}

package hashing.benchmark;

import hashing.store.PackageEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Zip files that no package may be, of a package that is otherwise right: every method gives one
 * that must be refused. Not thread-safe.
 */
final class ZipMutation {

  private static final String[] NAMES = {
    "../../../tmp/x",
    "../hashing-escaped",
    "a/../../../../hashing-escaped",
    "./mean.f32",
    "/etc/passwd",
    "/tmp/hashing-escaped",
    "..\\..\\hashing-escaped",
    "\\\\server\\share\\x",
    "C:\\hashing-escaped",
    "C:mean.f32",
    "file:///tmp/hashing-escaped",
    "model.onnx/",
    "MODEL.ONNX",
    "model.onnx\u0000",
    "model.onnx\u0000.txt",
    "mean.f32 ",
    "mean.f32.",
    "mean.f32:stream",
    "m\u0435an.f32",
    "serving.properties",
    "lib/x.so",
    "libtokenizer.so",
    "META-INF/MANIFEST.MF",
    "con",
    "",
    "."
  };

  private static final int[] FAR = {0, 1, -1, 22, 0x7FFFFFFF, 0x80000000, 0xFFFF, 1 << 28};

  private final ZipBombs bombs = new ZipBombs();

  /** Entries that grow, or are too many, too large, within one another or no data at all. */
  byte[] bomb(LoosePackage loose, Random random) {
    RawZip zip = RawZip.of(loose);
    String name = entryName(random);
    int mebibytes = 2 << random.nextInt(6);
    switch (random.nextInt(9)) {
      case 0 -> zip.put(bombs.zeros(name, mebibytes));
      case 1 -> {
        RawZip.Entry entry = bombs.zeros(name, mebibytes);
        entry.local.size = random.nextBoolean() ? 64 : FAR[random.nextInt(FAR.length)];
        entry.agree();
        zip.put(entry);
      }
      case 2 -> zip.put(bombs.patient(name, Math.min(mebibytes, 32)));
      case 3 -> {
        RawZip nested = RawZip.of(loose);
        nested.put(bombs.zeros(name, mebibytes));
        loose.entries().put(large(random).fileName(), nested.bytes());
        return loose.sealed();
      }
      case 4 -> {
        boolean known = random.nextBoolean();
        int count = new int[] {10, 100, 5_000, 65_535, 65_545}[random.nextInt(5)];
        for (int i = 0; i < count; i++) {
          zip.entries.add(RawZip.stored(known ? entryName(random) : "entry" + i, new byte[0]));
        }
      }
      case 5 -> {
        RawZip.Entry kernel = bombs.zeros(name, 2);
        zip.put(kernel);
        for (int i = 1 + random.nextInt(500); i > 0; i--) {
          RawZip.Entry overlapping = kernel.copy();
          overlapping.shared = kernel;
          zip.entries.add(overlapping);
        }
      }
      case 6 -> {
        byte[] blocks = ZipBombs.emptyBlocks(1 << random.nextInt(18));
        zip.put(RawZip.entry(name, 8, blocks, 64, 0));
      }
      case 7 -> {
        PackageEntry entry = random.nextBoolean() ? PackageEntry.LICENCE : PackageEntry.IDF;
        loose.entries().put(entry.fileName(), new byte[entry.maxBytes() + 1]);
        return loose.sealed();
      }
      default -> {
        byte[] json = (" ".repeat(1 << 20) + loose.manifest()).getBytes(StandardCharsets.UTF_8);
        zip.put(RawZip.stored(LoosePackage.MANIFEST, json));
      }
    }
    return zip.bytes();
  }

  private static String entryName(Random random) {
    int number = random.nextInt(PackageEntry.values().length + 1);
    return number == 0
        ? LoosePackage.MANIFEST
        : number == 1 ? "entry" : PackageEntry.values()[number - 1].fileName();
  }

  /** One whose content is read, whatever kind of package it is in. */
  private static PackageEntry large(Random random) {
    return random.nextBoolean() ? PackageEntry.MEAN : PackageEntry.MODEL;
  }

  /** Entries that are there twice, or in one place alone. */
  byte[] twice(LoosePackage loose, Random random) {
    RawZip zip = RawZip.of(loose);
    RawZip.Entry entry = zip.entries.get(random.nextInt(zip.entries.size()));
    switch (random.nextInt(5)) {
      case 0 -> zip.entries.add(random.nextInt(zip.entries.size() + 1), entry.copy());
      case 1 -> {
        byte[] other = entry.data.clone();
        other[random.nextInt(other.length)] ^= 1;
        String name = new String(entry.local.name, StandardCharsets.UTF_8);
        zip.entries.add(random.nextInt(zip.entries.size() + 1), RawZip.stored(name, other));
      }
      case 2 -> {
        RawZip.Entry again = entry.copy();
        again.shared = entry;
        zip.entries.add(again);
      }
      case 3 -> {
        RawZip.Entry hidden = entry.copy();
        hidden.listed = false;
        zip.entries.add(random.nextInt(zip.entries.size() + 1), hidden);
      }
      default -> entry.listed = false;
    }
    return zip.bytes();
  }

  /** Names that lead out of a folder, or that no package has. */
  byte[] named(LoosePackage loose, Random random) {
    String name =
        random.nextInt(8) == 0
            ? "x".repeat(1 << random.nextInt(16))
            : NAMES[random.nextInt(NAMES.length)];
    byte[] content = new byte[random.nextInt(100)];
    if (random.nextBoolean() && !loose.files().isEmpty()) {
      content = loose.entries().remove(loose.files().get(0));
    }
    loose.entries().put(name, content);
    if (random.nextBoolean()) {
      loose.seal();
    }
    RawZip zip = RawZip.of(loose);
    RawZip.Entry entry = zip.entries.get(zip.indexOf(name));
    if (random.nextInt(4) == 0) { // one of both headers has a good name
      boolean first = random.nextBoolean();
      (first ? entry.local : entry.central).name = "mean.f32".getBytes(StandardCharsets.UTF_8);
    } else if (random.nextInt(4) == 0) { // a dot in two bytes, as no UTF-8 has it
      entry.local.name = new byte[] {(byte) 0xC0, (byte) 0xAE, (byte) 0xC0, (byte) 0xAE, '/', 'x'};
      entry.agree();
    }
    return zip.bytes();
  }

  /** Entries that are no files: symbolic links, folders, devices. */
  byte[] link(LoosePackage loose, Random random) {
    if (random.nextBoolean() && !loose.files().isEmpty()) {
      String name = loose.files().get(random.nextInt(loose.files().size()));
      loose.entries().put(name, "/etc/passwd\0".getBytes(StandardCharsets.UTF_8));
      loose.seal();
    }
    RawZip zip = RawZip.of(loose);
    RawZip.Entry entry = zip.entries.get(random.nextInt(zip.entries.size()));
    int[] types = {0xA1FF, 0x41ED, 0x21B6, 0x61B6, 0x11B6, 0xC1FF};
    entry.external =
        random.nextInt(6) == 0 ? 0x10 : types[random.nextInt(types.length)] << Short.SIZE;
    return zip.bytes();
  }

  /** Bytes around a package, which another reader may take for one. */
  byte[] wrapped(LoosePackage loose, Random random) {
    RawZip zip = RawZip.of(loose);
    byte[] other =
        switch (random.nextInt(4)) {
          case 0 -> "#!/bin/sh\nexit 1\n".getBytes(StandardCharsets.UTF_8);
          case 1 -> loose.zip();
          case 2 -> zip64(random);
          default -> new byte[1 + random.nextInt(1000)];
        };
    switch (random.nextInt(5)) {
      case 0 -> zip.before = other;
      case 1 -> zip.between = other;
      case 2 -> zip.behind = other;
      case 3 -> zip.more = random.nextBoolean() ? 1 : -1;
      default -> zip.comment = other.length < 1 << 16 ? other : new byte[1];
    }
    return zip.bytes();
  }

  /** The record by which a larger kind of zip file says where its directory is. */
  private static byte[] zip64(Random random) {
    ByteBuffer record = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    return record.putInt(0x07064b50).putInt(0).putLong(random.nextInt(100)).putInt(1).array();
  }

  /** Headers that say other sizes, methods, checksums and places than is so. */
  byte[] sizes(LoosePackage loose, Random random) {
    RawZip zip = RawZip.of(loose);
    RawZip.Entry entry = zip.entries.get(random.nextInt(zip.entries.size()));
    List<RawZip.Header> headers = new ArrayList<>(List.of(entry.local, entry.central));
    if (random.nextBoolean()) {
      headers.remove(random.nextInt(2));
    }
    int field = random.nextInt(6);
    int far = FAR[random.nextInt(FAR.length)];
    for (RawZip.Header header : headers) {
      switch (field) {
        case 0 -> header.size = far == header.size ? far + 1 : far;
        case 1 -> header.compressedSize = far == header.compressedSize ? far + 1 : far;
        case 2 -> header.crc ^= 1 << (far & 31);
        case 3 -> header.method = new int[] {1, 8, 9, 12, 14, 93, 99, 0xFFFF}[far & 7];
        case 4 -> header.flags = new int[] {1, 8, 1 << 6, 1 << 13, 0xFFFF, 1 | 8}[(far & 7) % 6];
        default -> entry.offset = far == 0 ? 30 : far;
      }
    }
    return zip.bytes();
  }
}

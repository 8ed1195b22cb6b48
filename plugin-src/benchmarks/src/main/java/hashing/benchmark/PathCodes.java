package hashing.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes real codes: the {@link SimHash} of every path in Debian's lists of files, in the lists'
 * order, of 64 bits for all 42.6 million and of 128 bits for the first 7.3 million.
 */
@Command(
    name = "codes",
    description = "Fetches Debian's file lists and writes the SimHash code of every path.",
    mixinStandardHelpOptions = true)
final class PathCodes implements Callable<Integer> {

  /** Where codes are kept unless another folder is named. */
  static final Path FOLDER = Path.of("target", "data");

  /** Codes of 128 bits are made of so many lists. */
  private static final int WIDE_PARTS = 2;

  @Option(names = "--data", description = "Where lists and codes are kept. Default: target/data")
  private Path folder = FOLDER;

  @Option(names = "--mirror", description = "Debian's archive. Default: that of the system's apt")
  private String mirror;

  @Option(
      names = "--unpinned",
      description = "Take lists that were updated since their checksums were written down.")
  private boolean unpinned;

  /** The file of codes of {@code bits} bits in a data folder. */
  static Path file(Path folder, int bits) {
    return folder.resolve("debian-simhash" + bits + ".u8bin");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DebianLists lists = new DebianLists(folder.resolve("lists"), mirror);
    if (!lists.complete()) {
      System.out.println("Fetching 277 MB of file lists ...");
      lists.fetch();
    }
    Path narrow = Path.of(file(folder, 64) + ".part");
    Path wide = Path.of(file(folder, 128) + ".part");
    long begin = System.nanoTime();
    long total = 0;
    try (CodeFile.Writer codes = new CodeFile.Writer(narrow, 8);
        CodeFile.Writer wideCodes = new CodeFile.Writer(wide, 16)) {
      for (DebianLists.Part part : DebianLists.PARTS) {
        boolean both = DebianLists.PARTS.indexOf(part) < WIDE_PARTS;
        total += hash(lists, part, codes, both ? wideCodes : null);
        System.out.printf(
            Locale.ROOT,
            "%s: %,d paths so far, %.0f s%n",
            part,
            total,
            (System.nanoTime() - begin) / 1e9);
      }
    }
    finish(narrow, 64);
    finish(wide, 128);
    return 0;
  }

  private void finish(Path written, int bits) throws IOException {
    Path file = file(folder, bits);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    System.out.println(file + " sha256 " + HexFormat.of().formatHex(digest.digest()));
  }

  private long hash(
      DebianLists lists, DebianLists.Part part, CodeFile.Writer codes, CodeFile.Writer wideCodes)
      throws IOException {
    SimHash hash = new SimHash();
    long[] words = new long[wideCodes == null ? 1 : 2];
    MessageDigest digest = sha256();
    long lines;
    try (InputStream in = new DigestInputStream(lists.open(part), digest)) {
      lines =
          PathLines.read(
              in,
              (bytes, from, to) -> {
                hash.code(bytes, from, to, words);
                codes.add(words[0]);
                if (wideCodes != null) {
                  wideCodes.add(words[0], words[1]);
                }
              });
    }
    String remark = DebianLists.remark(part, digest);
    if (remark != null && !unpinned) {
      throw new IOException(remark + "; --unpinned takes it as it is");
    } else if (remark != null) {
      System.out.println(remark);
    }
    return lines;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package hashing.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Debian's lists of the files in its packages, fetched by {@code apt-get} into a folder of our own:
 * apt checks them against the archive's signature, and nothing of the system's own package state is
 * read or written. 277 MB are fetched; what is there already and unchanged is kept.
 */
final class DebianLists {

  private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

  /**
   * One list.
   *
   * @param name as in the archive, below a release's {@code main}
   * @param sha256 of the unpacked list; null where a release still changes
   */
  record Part(String release, String name, String sha256) {
    @Override
    public String toString() {
      return release + " " + name;
    }
  }

  /** In the order in which their lines are numbered. */
  static final List<Part> PARTS =
      List.of(
          new Part(
              "bookworm",
              "Contents-all",
              "5b3c43c126c20842388a6740167c5482799c18ac07a53f961e54db02daa05701"),
          new Part(
              "bookworm",
              "Contents-amd64",
              "06dcde67f7f99d754919fb2b5efcc243e5e3f169e9c6d41cf5a36d1cb81e648f"),
          new Part(
              "bookworm",
              "Contents-source",
              "961f28e2be12351d6568afa38c51a310c094e6aa873e997335b6c3f8520fb975"),
          new Part("trixie", "Contents-all", null),
          new Part("trixie", "Contents-amd64", null),
          new Part("trixie", "Contents-source", null));

  private final Path folder;
  private final String mirror;

  /**
   * @param folder where the lists are kept
   * @param mirror where the archive is, null for the one that the system's own apt names
   */
  DebianLists(Path folder, String mirror) {
    this.folder = folder.toAbsolutePath();
    this.mirror = mirror;
  }

  /**
   * Fetches the lists.
   *
   * @throws IOException if there is no apt or no network; the message says what is missing
   */
  void fetch() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("lists").resolve("partial"));
    Files.createDirectories(folder.resolve("cache"));
    String archive = mirror == null ? systemsMirror() : mirror;
    StringBuilder sources = new StringBuilder();
    for (String release : List.of("bookworm", "trixie")) {
      for (String type : List.of("deb [arch=amd64 signed-by=", "deb-src [signed-by=")) {
        sources.append(type).append(KEYRING).append("] ").append(archive);
        sources.append(' ').append(release).append(" main\n");
      }
    }
    Files.writeString(folder.resolve("sources.list"), sources);
    List<String> command = new ArrayList<>(List.of("apt-get", "update", "--quiet"));
    options(command);
    run(command);
    for (Part part : PARTS) {
      if (file(part) == null) {
        throw new IOException("apt-get ended without " + part + " in " + folder);
      }
    }
  }

  /** What makes apt leave the system's state alone and fetch the file lists and nothing else. */
  private void options(List<String> command) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "Dir::State=" + folder,
                "Dir::State::lists=" + folder.resolve("lists"),
                "Dir::Cache=" + folder.resolve("cache"),
                "Dir::Etc::sourcelist=" + folder.resolve("sources.list"),
                "Dir::Etc::sourceparts=-",
                "Dir::Etc::Parts=-",
                "APT::Sandbox::User=root",
                "APT::Architecture=amd64",
                "APT::Get::List-Cleanup=false",
                "APT::Update::Error-Mode=any",
                "Acquire::Languages=none",
                "Acquire::IndexTargets::deb::Packages::DefaultEnabled=false",
                "Acquire::IndexTargets::deb-src::Sources::DefaultEnabled=false"));
    target(options, "deb", "$(COMPONENT)/Contents-$(ARCHITECTURE)");
    target(options, "deb-src", "$(COMPONENT)/Contents-source");
    for (String option : options) {
      command.add("-o");
      command.add(option);
    }
  }

  private static void target(List<String> options, String type, String key) {
    String target = "Acquire::IndexTargets::" + type + "::Contents::";
    options.add(target + "MetaKey=" + key);
    options.add(target + "ShortDescription=Contents");
    options.add(target + "Description=$(RELEASE) " + key);
    options.add(target + "KeepCompressedAs=gz");
  }

  /** The archive that the system's own sources name for a release of Debian. */
  private static String systemsMirror() throws IOException, InterruptedException {
    String found =
        output(
            List.of("apt-get", "indextargets", "--format", "$(REPO_URI) $(COMPONENT) $(RELEASE)"));
    return found
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 3 && words[1].equals("main"))
        .filter(words -> words[2].matches("bookworm|trixie|forky|sid"))
        .map(words -> words[0])
        .findFirst()
        .orElseThrow(() ->
            new IOException("The system's apt names no archive of Debian: pass one with --mirror"));
  }

  /** A list that was fetched, null if it was not. */
  private Path file(Part part) throws IOException {
    String suffix = "_dists_" + part.release() + "_main_" + part.name() + ".gz";
    if (!Files.isDirectory(folder.resolve("lists"))) {
      return null;
    }
    try (Stream<Path> files = Files.list(folder.resolve("lists"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .findFirst()
          .orElse(null);
    }
  }

  /** Whether all lists are there. */
  boolean complete() throws IOException {
    for (Part part : PARTS) {
      if (file(part) == null) {
        return false;
      }
    }
    return true;
  }

  /** The unpacked list; a {@link PathLines} reads it. */
  InputStream open(Part part) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file(part)), 1 << 16);
  }

  /**
   * Compares a list's checksum with the one that this program was written for.
   *
   * @return a remark where they differ, else null
   */
  static String remark(Part part, MessageDigest digest) {
    String found = HexFormat.of().formatHex(digest.digest());
    return part.sha256() == null || part.sha256().equals(found)
        ? null
        : part + " has sha256 " + found + ", expected " + part.sha256() + ": it was updated since";
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    System.out.print(output(command));
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException(
          "No " + command.getFirst() + " here: the file lists are fetched with Debian's apt", e);
    }
    StringBuilder printed = new StringBuilder();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(line -> printed.append(line).append('\n'));
    }
    if (process.waitFor() != 0) {
      throw new IOException(
          "The file lists cannot be fetched, which takes a network and 277 MB. "
              + String.join(" ", command.subList(0, 2))
              + " printed:\n"
              + printed);
    }
    return printed.toString();
  }
}

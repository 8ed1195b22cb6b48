package hashing.opensearch.model;

import hashing.encode.Encoder;
import hashing.store.Manifest;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.PackageWriter;
import hashing.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The model packages {@code *.zip} of a folder. A file is read when it is new or when its time or
 * size changed, so a package is put in place, or replaced, without a restart; move it there, as one
 * that is being written is damaged.
 */
public final class FolderModelSource implements ModelSource {
  private final Path folder;
  private Map<Path, Found> known = Map.of();
  private Listing last = new Listing(List.of(), Map.of());

  /** The folder need not be there. */
  public FolderModelSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized Listing list() {
    List<Model> models = new ArrayList<>();
    Map<String, String> damaged = new TreeMap<>();
    Set<String> names = new HashSet<>();
    Map<Path, Found> now = new HashMap<>();
    try {
      for (Path file : files()) {
        Found found = found(file);
        now.put(file, found);
        if (found.model == null) {
          damaged.put(file.getFileName().toString(), found.reason);
        } else if (names.add(found.model.name().toString())) {
          models.add(found.model);
        } else {
          damaged.put(
              file.getFileName().toString(), "another file has model " + found.model.name());
        }
      }
    } catch (IOException e) {
      damaged.put(folder.getFileName().toString(), e.toString());
    }
    Listing listing = new Listing(models, damaged);
    if (!listing.equals(last)) {
      last = listing;
    }
    known = now;
    return last;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
  }

  private Found found(Path file) {
    String stamp;
    try {
      stamp = stamp(file);
    } catch (IOException e) {
      return new Found("", null, e.toString());
    }
    Found before = known.get(file);
    if (before != null && before.stamp.equals(stamp)) {
      return before;
    }
    try {
      byte[] bytes = PackageReader.bytes(file);
      ModelPackage read = PackageReader.read(bytes);
      Manifest manifest = read.manifest();
      Model model =
          new Model(
              manifest.name(),
              manifest.bits(),
              manifest.input().kind(),
              manifest.codeSpace(),
              file.getFileName() + " " + stamp,
              details(bytes, read),
              memory -> load(file, stamp, manifest, memory));
      return new Found(stamp, model, null);
    } catch (IOException | RuntimeException e) {
      return new Found(stamp, null, e.getMessage());
    }
  }

  private static ModelDetails details(byte[] bytes, ModelPackage read) {
    return new ModelDetails(
        ModelDetails.Source.FOLDER,
        read.manifest().kind(),
        read.manifest().method(),
        bytes.length,
        Sha256.hex(bytes),
        new String(PackageWriter.manifest(read), StandardCharsets.UTF_8));
  }

  /** Differs when the file's content does. */
  private static String stamp(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
  }

  /**
   * Loads what was listed. The stamp is compared on both sides of the reading, as the manifest says
   * nothing about the content of other entries.
   */
  private static Encoder load(Path file, String stamp, Manifest manifest, LoadMemory memory)
      throws IOException {
    boolean same = stamp(file).equals(stamp);
    ModelPackage read = same ? memory.unpack(PackageReader.bytes(file)) : null;
    if (!same || !stamp(file).equals(stamp) || !read.manifest().equals(manifest)) {
      throw new IOException("file [" + file.getFileName() + "] changed while it was read");
    }
    try {
      return memory.open(read);
    } catch (IllegalArgumentException e) {
      throw new IOException("file [" + file.getFileName() + "]: " + e.getMessage(), e);
    }
  }

  /** What a file turned out to be: a model, or the reason why it is none. */
  private record Found(String stamp, Model model, String reason) {}
}

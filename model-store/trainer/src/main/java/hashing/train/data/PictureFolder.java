package hashing.train.data;

import hashing.encode.EncoderInput;
import hashing.encode.FloatInputs;
import hashing.encode.InputSpec;
import hashing.store.Sha256;
import hashing.train.Progress;
import hashing.train.math.Permutation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A user's pictures: a folder with a folder for each class, in which the class's pictures lie as
 * PNG, JPEG, lossless WebP, GIF or BMP. Stateless.
 *
 * <p>Each becomes 32x32 pixels in colour, laid on white and stretched, by what a package does too:
 * a file that a node refuses is refused here. Equal files are in one part.
 */
public final class PictureFolder {

  /** How a picture becomes a row. */
  public static final InputSpec.Image INPUT =
      InputSpec.Image.unit(32, 32, InputSpec.Channels.RGB).resized(InputSpec.Resize.STRETCH);

  private static final int PARTS = 5;
  private static final long MAX_BYTES = 64 << 20;

  private PictureFolder() {}

  /**
   * Loads the pictures.
   *
   * @throws IOException if there is no such folder, a file is refused as a picture or over 64 MiB,
   *     or there are too few to hold some out; the message names the file
   */
  public static DataDivision load(Path folder, DataSet.Asked asked, Progress progress)
      throws IOException {
    List<Path> classes = sorted(folder, true);
    List<Path> files = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    StringBuilder sums = new StringBuilder();
    progress.start("pictures", classes.size());
    for (int label = 0; label < classes.size(); label++) {
      for (Path file : sorted(classes.get(label), false)) {
        byte[] content = content(file);
        files.add(file);
        rows.add(row(file, content));
        labels.add(label);
        groups.add(Sha256.hex(content));
        sums.append(groups.getLast()).append(' ').append(label).append('\n');
      }
      progress.step(classes.get(label).getFileName().toString());
    }
    if (files.isEmpty()) {
      throw new IOException("[" + folder + "] has no pictures in folders, one for each class");
    }
    LabelledVectors all =
        new LabelledVectors(
            "folder/" + folder.getFileName(),
            Sha256.hex(sums.toString().getBytes(StandardCharsets.UTF_8)),
            INPUT,
            rows.toArray(float[][]::new),
            labels.stream().mapToInt(Integer::intValue).toArray(),
            Permutation.identity(files.size()));
    return division(folder, all, files, groups, asked);
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("[" + file + "] is over " + MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  private static float[] row(Path file, byte[] content) throws IOException {
    try {
      return FloatInputs.read(INPUT, new EncoderInput.Image(content));
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + file + "]: " + e.getMessage(), e);
    }
  }

  private static DataDivision division(
      Path folder, LabelledVectors all, List<Path> files, List<String> groups, DataSet.Asked asked)
      throws IOException {
    Parts parts;
    try {
      parts = Parts.of(groups, PARTS, asked);
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + folder + "] has " + e.getMessage(), e);
    }
    LabelledVectors held = all.select(parts.held());
    return new DataDivision(
        all.select(parts.train()), held, Map.of(), row -> picture(files.get(held.origins()[row])));
  }

  /** Read again, as files can be many times as large as the rows that are made of them. */
  private static EncoderInput picture(Path file) {
    try {
      return new EncoderInput.Image(content(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sorted(Path folder, boolean folders) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("no folder [" + folder + "]; --from names it");
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(path -> folders ? Files.isDirectory(path) : isPicture(path))
          .sorted()
          .toList();
    }
  }

  /** Whether it is a file that is named as a picture is. */
  public static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && name.matches(".*\\.(png|jpg|jpeg|webp|gif|bmp)");
  }
}

package hashing.train.data;

import hashing.encode.InputSpec;
import hashing.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Fashion-MNIST: 60,000 training and 10,000 test images of 28x28 grey pixels in 10 classes, as many
 * of each.
 *
 * <p>Read from a folder with the four published files. What they hold, unzipped, is compared with
 * its known sha256: Debian and the authors zip the same contents into different files. Rows are the
 * pixels as {@link #INPUT} has them, {@code float[784]}.
 *
 * <p>Source: Xiao, Rasul, Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
 * Learning Algorithms", 2017. MIT licence.
 */
public final class FashionMnist implements DataSet {

  /** Its name on the command line. */
  public static final String NAME = "fashion-mnist";

  /** Where Debian's package puts the files. */
  public static final Path DEFAULT_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

  /** Height and width of an image. */
  public static final int SIDE = 28;

  /** How an image becomes a row. */
  public static final InputSpec.Image INPUT =
      InputSpec.Image.unit(SIDE, SIDE, InputSpec.Channels.GREY);

  private static final String HOW_TO_GET =
      "get the files with `hashing fetch fashion-mnist`, with `apt-get install"
          + " dataset-fashion-mnist`, or from"
          + " https://github.com/zalandoresearch/fashion-mnist, and name their folder with --data-dir";

  /** Items of a validation: a sixth of the training part. */
  private static final int VALIDATION = 10_000;

  private static final long VALIDATION_SEED = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "70,000 pictures of clothes, one of ten classes each";
  }

  @Override
  public List<String> features() {
    return List.of("pixels");
  }

  @Override
  public Recipe recipe() {
    return new Recipe(
        "apt with sources for Debian",
        List.of(
            "apt-get download dataset-fashion-mnist",
            "dpkg-deb -x dataset-fashion-mnist_*_all.deb .",
            "mv usr/share/datasets/fashion-mnist/*.gz ."));
  }

  @Override
  public Path defaultFolder() {
    Path fetched = DataCache.folder().resolve(NAME);
    return Files.isDirectory(fetched) ? fetched : DEFAULT_FOLDER;
  }

  @Override
  public DataDivision load(Request request, Progress progress) throws IOException {
    LabelledVectors train = load(request.folder(), Part.TRAIN);
    if (request.asked() == Asked.TEST) {
      return new DataDivision(train, load(request.folder(), Part.TEST));
    }
    LabelledVectors.Split split = train.split(VALIDATION, VALIDATION_SEED);
    return new DataDivision(split.kept(), split.heldOut());
  }

  /** A part of the data, and the sha256 of its files' contents. */
  public enum Part {
    TRAIN(
        "train",
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
    TEST(
        "t10k",
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

    private final String prefix;
    private final String imagesSha256;
    private final String labelsSha256;

    Part(String prefix, String imagesSha256, String labelsSha256) {
      this.prefix = prefix;
      this.imagesSha256 = imagesSha256;
      this.labelsSha256 = labelsSha256;
    }

    /** Name of its file of images. */
    public String imagesFile() {
      return prefix + "-images-idx3-ubyte.gz";
    }

    /** Name of its file of labels. */
    public String labelsFile() {
      return prefix + "-labels-idx1-ubyte.gz";
    }
  }

  /**
   * Loads a part.
   *
   * @throws IOException if a file is missing or differs from the published one; the message says
   *     how to get it
   */
  public static LabelledVectors load(Path folder, Part part) throws IOException {
    byte[] images = verified(folder.resolve(part.imagesFile()), part.imagesSha256);
    byte[] labels = verified(folder.resolve(part.labelsFile()), part.labelsSha256);
    return new LabelledVectors(
        NAME + "/" + (part == Part.TRAIN ? "train" : "test"),
        part.imagesSha256,
        INPUT,
        IdxFile.readImages(images, part.imagesFile()).rows(INPUT),
        IdxFile.readLabels(labels, part.labelsFile()));
  }

  private static byte[] verified(Path file, String sha256) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no file [" + file + "]; " + HOW_TO_GET);
    }
    byte[] contents = IdxFile.unzipped(Files.readAllBytes(file), file.toString());
    String found = sha256(contents);
    if (!found.equals(sha256)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "[%s] holds, unzipped, sha256 [%s]; the published file has [%s]; %s",
              file,
              found,
              sha256,
              HOW_TO_GET));
    }
    return contents;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

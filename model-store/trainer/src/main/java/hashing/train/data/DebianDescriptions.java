package hashing.train.data;

import hashing.encode.EncoderInput;
import hashing.store.Sha256;
import hashing.train.Progress;
import hashing.train.math.Permutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * English descriptions of the packages of Debian 12 with the tags that people gave them (debtags):
 * short texts with several labels each.
 *
 * <p>A text is the one-line description, then the long one. Labels are the tags that at least 100
 * packages have, without those that only say that somebody has to look ({@code TODO}). Packages
 * built from one source are described alike: all of them are trained on, or none.
 *
 * <p>Read from a folder with two files of apt's, whose contents are pinned: the index of packages
 * and the English descriptions of main, amd64, of the last point release. Each is the work of the
 * packages' maintainers and may be passed on as the archive is.
 */
public final class DebianDescriptions implements DataSet {

  /** Its name on the command line. */
  public static final String NAME = "debian-descriptions";

  private static final String PACKAGES = "_dists_bookworm_main_binary-amd64_Packages";
  private static final String PACKAGES_SHA256 =
      "515e692f2c4121c6fcec444ef100cc18f79a991910615f3a88c8b7becfc94d2f";
  private static final String ENGLISH = "_dists_bookworm_main_i18n_Translation-en";
  private static final String ENGLISH_SHA256 =
      "62f59c3cdca9786e4f7adf9002f9f5729a684adcb4667e58e448dec9b5a46c7f";

  private static final int PARTS = 10;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "30,000 descriptions of programs, several tags each";
  }

  @Override
  public List<String> features() {
    return List.of(MiniLm.NAME);
  }

  @Override
  public Path defaultFolder() {
    return DataCache.folder().resolve(NAME);
  }

  @Override
  public Recipe recipe() {
    return new Recipe(
        "apt with sources for Debian 12 (bookworm)",
        List.of(
            "mkdir -p partial",
            "apt-get update -o Dir::State::lists=\"$PWD\" -o Dir::Cache=\"$PWD\""
                + " -o Acquire::Languages=en -o Acquire::GzipIndexes=false"
                + " -o APT::Architecture=amd64 -o APT::Sandbox::User=root"));
  }

  @Override
  public DataDivision load(Request request, Progress progress) throws IOException {
    if (!features().contains(request.features())) {
      throw new IllegalArgumentException(
          "[--features] is [" + request.features() + "]; " + features() + " are allowed");
    }
    byte[] index = PinnedFile.read(find(request.folder(), PACKAGES), PACKAGES_SHA256, NAME);
    byte[] english = PinnedFile.read(find(request.folder(), ENGLISH), ENGLISH_SHA256, NAME);
    DebianPackages packages = DebianPackages.read(text(index), text(english));
    String sha256 = Sha256.hex((PACKAGES_SHA256 + ENGLISH_SHA256).getBytes(StandardCharsets.UTF_8));
    Parts parts = Parts.of(packages.sources(), PARTS, request.asked());
    MiniLm features = MiniLm.load();
    LabelledVectors all =
        new LabelledVectors(
            NAME,
            sha256,
            MiniLm.SPEC,
            features.vectors(packages.texts(), DataCache.folder(), progress),
            packages.labels(),
            Permutation.identity(packages.size()));
    LabelledVectors heldRows = all.select(parts.held());
    return new DataDivision(
        all.select(parts.train()),
        heldRows,
        features.entries(),
        row -> new EncoderInput.Text(packages.texts().get(heldRows.origins()[row])));
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  /** apt names a file by the mirror that it comes from. */
  private static Path find(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("no folder [" + folder + "]; " + PinnedFile.howToGet(NAME));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .sorted()
          .findFirst()
          .orElseThrow(() ->
              new IOException(
                  "no file named like [*"
                      + suffix
                      + "] in ["
                      + folder
                      + "]; "
                      + PinnedFile.howToGet(NAME)));
    }
  }
}

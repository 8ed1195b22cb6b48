package hashing.train.data;

import hashing.encode.TermFeatures;
import hashing.encode.TextSpec;
import hashing.store.FloatFiles;
import hashing.store.PackageEntry;
import hashing.train.Progress;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Texts as rows, and what a package needs to make such rows.
 *
 * @param spec how a text becomes a row
 * @param rows {@code float[n][spec.size()]}
 * @param entries of a package
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TextRows(TextSpec spec, float[][] rows, Map<PackageEntry, byte[]> entries) {

  /** Features of texts by name, the default first. */
  static final List<String> FEATURES = List.of(MiniLm.NAME, TermProjection.NAME);

  private static final int BUCKETS = 1 << 14;
  private static final int DIMENSION = 256;
  private static final int MAX_CHARACTERS = 100_000;

  /**
   * The rows of texts.
   *
   * @param train numbers of the texts of which features that are learnt may learn
   * @throws IllegalArgumentException if there are no such features
   */
  static TextRows of(String features, List<String> texts, int[] train, Progress progress)
      throws IOException {
    return switch (features) {
      case MiniLm.NAME -> {
        MiniLm model = MiniLm.load();
        yield new TextRows(
            MiniLm.SPEC, model.vectors(texts, DataCache.folder(), progress), model.entries());
      }
      case TermProjection.NAME -> terms(texts, train, progress);
      default ->
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT, "[--features] is [%s]; %s are allowed", features, FEATURES));
    };
  }

  private static TextRows terms(List<String> texts, int[] train, Progress progress) {
    List<String> learnt = Arrays.stream(train).mapToObj(texts::get).toList();
    TextSpec.Terms spec =
        new TextSpec.Terms(Math.min(DIMENSION, learnt.size()), BUCKETS, MAX_CHARACTERS);
    TermProjection fitted = TermProjection.of(learnt, spec, progress);
    TermFeatures features = new TermFeatures(spec, fitted.idf(), fitted.projection());
    return new TextRows(
        spec,
        texts.stream().map(features::vector).toArray(float[][]::new),
        Map.of(
            PackageEntry.IDF,
            FloatFiles.write(fitted.idf()),
            PackageEntry.PROJECTION,
            FloatFiles.write(fitted.projection())));
  }
}

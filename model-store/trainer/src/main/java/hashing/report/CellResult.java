package hashing.report;

import hashing.train.eval.PrecisionRecall;
import java.util.Map;

/**
 * What a cell's training gave.
 *
 * @param refused why the method does not take the data; null if it does, and all else is null if
 *     not
 * @param figures by name, as in {@link Figure}
 */
public record CellResult(
    Cell cell, String refused, Map<String, Double> figures, PrecisionRecall curve) {}

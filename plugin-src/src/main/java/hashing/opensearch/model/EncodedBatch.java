package hashing.opensearch.model;

import hashing.encode.Encoding;
import java.util.List;

/**
 * What became of inputs that were encoded together, in their order.
 *
 * @param model the one state of the model that encoded all of them
 * @param relaxed the numbers whose signs the first input's code is; null where they were not asked
 *     for, the input was refused, or the model's bits are no signs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedBatch(Model model, List<Encoding> encodings, float[] relaxed) {}

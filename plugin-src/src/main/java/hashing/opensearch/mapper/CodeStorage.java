package hashing.opensearch.mapper;

import hashing.code.Codes;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;

/**
 * Where an index keeps its codes: in the plugin's own format, or in the stock vectors format, which
 * gives the same answers by reading every code.
 *
 * <p>The stock format is used where k-NN's {@code index.knn} is true, as one plugin alone may bring
 * an index's codecs, and where an operator has switched the own format off.
 */
public final class CodeStorage {

  /** Whether an index may use the own format; fixed when the index is made. */
  public static final Setting<Boolean> CODEC_ENABLED =
      Setting.boolSetting(
          "index.hashing.codec.enabled", true, Setting.Property.IndexScope, Setting.Property.Final);

  /** Most bits that Lucene's own vectors format takes: 1024 dimensions of a byte. */
  private static final int STOCK_MAX_BIT_COUNT = 1024 * Byte.SIZE;

  private static final String KNN = "index.knn";

  private CodeStorage() {}

  /** Whether an index of these settings stores codes in the own format. */
  public static boolean isOwn(Settings settings) {
    return CODEC_ENABLED.get(settings) && !isKnn(settings);
  }

  private static boolean isKnn(Settings settings) {
    return settings.getAsBoolean(KNN, false);
  }

  /** Most bits that a field of an index of these settings may have. */
  static int maxBitCount(Settings settings) {
    return isOwn(settings) || isKnn(settings) ? Codes.MAX_BIT_COUNT : STOCK_MAX_BIT_COUNT;
  }

  /** Warns who maps a field in an index that cannot use the own format. */
  static void warnIfGeneric(String field, Settings settings) {
    if (isKnn(settings)) {
      HeaderWarning.addWarning(
          "field ["
              + field
              + "] of type ["
              + BinaryCodeFieldMapper.CONTENT_TYPE
              + "] is in an index with ["
              + KNN
              + "] true, which leaves no room for its own index format: searches on it are exact but"
              + " read every code; put it into an index without ["
              + KNN
              + "]");
    }
  }
}

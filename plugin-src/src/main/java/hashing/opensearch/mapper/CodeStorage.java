package hashing.opensearch.mapper;

import hashing.code.Codes;
import java.util.List;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;

/**
 * Where an index keeps its codes: in the plugin's own format, or in the stock vectors format, which
 * gives the same answers by reading every code.
 *
 * <p>Only one plugin may bring an index's codecs; a second one keeps its shards from opening. So
 * the stock format is used in indices whose codecs another plugin is known to bring, and where an
 * operator has switched the own format off, for an index or in {@code opensearch.yml} for all.
 */
public final class CodeStorage {

  /** Whether indices may use the own format where they do not say; in {@code opensearch.yml}. */
  public static final Setting<Boolean> CODEC_ENABLED_BY_DEFAULT =
      Setting.boolSetting("plugins.hashing.codec.enabled", true, Setting.Property.NodeScope);

  /** Whether an index may use the own format; fixed when the index is made. */
  public static final Setting<Boolean> CODEC_ENABLED =
      Setting.boolSetting(
          "index.hashing.codec.enabled",
          CODEC_ENABLED_BY_DEFAULT,
          Setting.Property.IndexScope,
          Setting.Property.Final);

  /** Most bits that Lucene's own vectors format takes: 1024 dimensions of a byte. */
  private static final int STOCK_MAX_BIT_COUNT = 1024 * Byte.SIZE;

  private static final String KNN = "index.knn";

  /** By these settings k-NN, neural-search and security-analytics bring an index's codecs. */
  private static final List<String> CODECS_OF_OTHERS =
      List.of(KNN, "index.sparse", "index.correlation");

  private static final String STORE_TYPE = "index.store.type";

  /** The store type of the plugin that encrypts indices, which brings their codecs as well. */
  private static final String ENCRYPTED = "cryptofs";

  private CodeStorage() {}

  /** Whether an index of these settings, the node's among them, stores codes in the own format. */
  public static boolean isOwn(Settings settings) {
    return CODEC_ENABLED.get(settings) && codecsOfAnother(settings) == null;
  }

  /** The setting by which another plugin brings the codecs, null if there is none. */
  private static String codecsOfAnother(Settings settings) {
    for (String setting : CODECS_OF_OTHERS) {
      if (settings.getAsBoolean(setting, false)) {
        return setting;
      }
    }
    return ENCRYPTED.equals(settings.get(STORE_TYPE)) ? STORE_TYPE : null;
  }

  /** Most bits that a field of an index of these settings may have. */
  static int maxBitCount(Settings settings) {
    return isOwn(settings) || settings.getAsBoolean(KNN, false)
        ? Codes.MAX_BIT_COUNT
        : STOCK_MAX_BIT_COUNT;
  }

  /** Warns who maps a field in an index whose codecs another plugin brings. */
  static void warnIfGeneric(String field, Settings settings) {
    String setting = codecsOfAnother(settings);
    if (setting != null) {
      HeaderWarning.addWarning(
          "field ["
              + field
              + "] of type ["
              + BinaryCodeFieldMapper.CONTENT_TYPE
              + "] is in an index with ["
              + setting
              + "] "
              + settings.get(setting)
              + ", which leaves no room for its own index format: searches on it are exact but"
              + " read every code; put it into an index without ["
              + setting
              + "]");
    }
  }
}

package hashing.opensearch.ingest;

import static org.opensearch.ingest.ConfigurationUtils.newConfigurationException;
import static org.opensearch.ingest.ConfigurationUtils.readBooleanProperty;
import static org.opensearch.ingest.ConfigurationUtils.readOptionalStringProperty;
import static org.opensearch.ingest.ConfigurationUtils.readStringProperty;

import hashing.code.CodeFormat;
import hashing.opensearch.model.ModelRegistry;
import hashing.store.ModelName;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.opensearch.cluster.ClusterState;
import org.opensearch.ingest.Processor;

/**
 * Reads the configuration of a {@code hash_encode} processor.
 *
 * <p>The form of {@code model_id} is checked here, its existence is not: a pipeline is stored by
 * the cluster manager, which need not have the models of the nodes that ingest. Where a model is
 * unknown, each document fails with a list of those that its node knows. Where it is known here,
 * its codes must fit the format.
 */
public final class HashEncodeProcessorFactory implements Processor.Factory {
  private static final String TYPE = HashEncodeProcessor.TYPE;

  /** Metadata of a document that are not strings of any kind. */
  private static final Set<String> NUMBERS =
      Set.of("_version", "_version_type", "_if_seq_no", "_if_primary_term");

  private final ModelRegistry models;
  private final Supplier<ClusterState> state;

  /** For processors without a cluster, whose fields no mapping has. */
  public HashEncodeProcessorFactory(ModelRegistry models) {
    this(models, () -> ClusterState.EMPTY_STATE);
  }

  /**
   * @param state the cluster's now, asked when documents come in
   */
  public HashEncodeProcessorFactory(ModelRegistry models, Supplier<ClusterState> state) {
    this.models = models;
    this.state = state;
  }

  @Override
  public HashEncodeProcessor create(
      Map<String, Processor.Factory> factories,
      String tag,
      String description,
      Map<String, Object> config) {
    String modelId = readStringProperty(TYPE, tag, config, "model_id");
    String field = readStringProperty(TYPE, tag, config, "field");
    String targetField = readStringProperty(TYPE, tag, config, "target_field");
    String qualityField = readOptionalStringProperty(TYPE, tag, config, "quality_field");
    boolean ignoreMissing = readBooleanProperty(TYPE, tag, config, "ignore_missing", false);
    String format = readStringProperty(TYPE, tag, config, "format", CodeFormat.HEX.jsonName());
    check(tag, "model_id", () -> ModelName.parse(modelId));
    check(tag, "field", () -> checkPath(field));
    check(tag, "target_field", () -> checkPath(targetField));
    check(tag, "target_field", () -> checkHoldsStrings(targetField));
    if (qualityField != null) {
      check(tag, "quality_field", () -> checkPath(qualityField));
    }
    check(tag, "format", () -> checkFormat(modelId, CodeFormat.of(format)));
    return new HashEncodeProcessor(
        tag,
        description,
        models,
        modelId,
        field,
        targetField,
        qualityField,
        ignoreMissing,
        CodeFormat.of(format),
        new TargetFields(state, models, targetField));
  }

  private void checkFormat(String modelId, CodeFormat format) {
    models.find(modelId).ifPresent(model -> format.checkBitCount(model.bitCount()));
  }

  private static void checkPath(String path) {
    for (String part : path.split("\\.", -1)) {
      if (part.isEmpty()) {
        throw new IllegalArgumentException(
            "found [" + path + "], allowed is a field's path, names with dots between them");
      }
    }
  }

  private static void checkHoldsStrings(String path) {
    if (NUMBERS.contains(path)) {
      throw new IllegalArgumentException(
          "found [" + path + "], which holds no code; allowed is a field of the document");
    }
  }

  private static void check(String tag, String property, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw newConfigurationException(TYPE, tag, property, e.getMessage());
    }
  }
}

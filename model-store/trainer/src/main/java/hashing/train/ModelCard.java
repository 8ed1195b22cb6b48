package hashing.train;

import hashing.train.data.LabelledVectors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an encoder comes from.
 *
 * @param method id of the method
 * @param config hyper-parameters by name, seed and bits included
 * @param dataName name of the training data
 * @param dataSha256 their sha256, lower-case hex
 * @param dataRows how many rows were trained on
 * @param metrics figures by name, for example {@code map}; those of the training itself first
 * @param libraries versions of the libraries that had a part in the numbers
 */
public record ModelCard(
    String method,
    Map<String, Object> config,
    String dataName,
    String dataSha256,
    int dataRows,
    Map<String, Double> metrics,
    Map<String, String> libraries) {

  public ModelCard {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
  }

  /** The card of a trainer's run on data. */
  public static ModelCard of(
      HashTrainer trainer,
      LabelledVectors data,
      Map<String, Double> metrics,
      Map<String, String> libraries) {
    return new ModelCard(
        trainer.method(),
        trainer.config(),
        data.name(),
        data.sha256(),
        data.size(),
        metrics,
        libraries);
  }

  /** This card with further metrics behind its own. */
  public ModelCard with(Map<String, Double> more) {
    Map<String, Double> all = new LinkedHashMap<>(metrics);
    all.putAll(more);
    return new ModelCard(method, config, dataName, dataSha256, dataRows, all, libraries);
  }
}

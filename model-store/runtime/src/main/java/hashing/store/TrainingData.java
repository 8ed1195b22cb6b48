package hashing.store;

import java.util.regex.Pattern;

/**
 * What a model was trained on.
 *
 * @param sha256 64 lower-case hex digits: of the data file, or of what the trainer says it hashed
 */
public record TrainingData(String name, String sha256) {

  static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public TrainingData {
    Words.checkText("training_data.name", name, 200);
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "training_data.sha256: found "
              + Words.quote(sha256)
              + ", allowed are 64 lower-case hex digits");
    }
  }
}

package hashing.opensearch.model;

import hashing.encode.Encoder;
import org.opensearch.common.util.concurrent.AbstractRefCounted;

/** An encoder and the count of its users; the last of them closes it. */
final class LoadedModel extends AbstractRefCounted {
  private final Model model;
  private final Encoder encoder;

  /** Counts the registry as the first user. */
  LoadedModel(Model model, Encoder encoder) {
    super("model [" + model.name() + "]");
    this.model = model;
    this.encoder = encoder;
  }

  Model model() {
    return model;
  }

  Encoder encoder() {
    return encoder;
  }

  @Override
  protected void closeInternal() {
    encoder.close();
  }
}

package hashing.opensearch.model;

import hashing.encode.BuiltInEncoders;
import hashing.encode.Encoder;
import hashing.store.ModelName;
import java.util.Map;
import java.util.Optional;

/** The encoders without parameters, which need no package. */
final class BuiltInModelSource implements ModelSource {
  private static final Listing LISTING =
      new Listing(
          BuiltInEncoders.names().stream().map(BuiltInModelSource::model).toList(), Map.of());

  private static Model model(String name) {
    return model(BuiltInEncoders.find(name).orElseThrow());
  }

  private static Model model(BuiltInEncoders.BuiltIn builtIn) {
    Encoder encoder = builtIn.encoder();
    return new Model(
        ModelName.parse(builtIn.name()),
        encoder.bitCount(),
        encoder.input(),
        builtIn.codeSpace(),
        encoder.byteSize(),
        "built in",
        () -> encoder);
  }

  @Override
  public Listing list() {
    return LISTING;
  }

  /** Those that are listed, and packed signs of every dimension. */
  @Override
  public Optional<Model> find(ModelName name) {
    return BuiltInEncoders.find(name.toString()).map(BuiltInModelSource::model);
  }
}

package hashing.opensearch.model;

import hashing.encode.BuiltInEncoders;
import hashing.encode.Encoder;
import hashing.store.ModelName;
import java.util.Map;

/** The encoders without parameters, which need no package. */
final class BuiltInModelSource implements ModelSource {
  private static final Listing LISTING =
      new Listing(
          BuiltInEncoders.names().stream().map(BuiltInModelSource::model).toList(), Map.of());

  private static Model model(String name) {
    BuiltInEncoders.BuiltIn builtIn = BuiltInEncoders.find(name).orElseThrow();
    Encoder encoder = builtIn.encoder();
    return new Model(
        ModelName.parse(name),
        encoder.bitCount(),
        encoder.input(),
        builtIn.codeSpace(),
        "built in",
        () -> encoder);
  }

  @Override
  public Listing list() {
    return LISTING;
  }
}

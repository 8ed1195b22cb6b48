package hashing.benchmark;

import ai.onnx.proto.OnnxMl;
import hashing.encode.InputSpec;
import hashing.encode.onnx.OnnxEncoder;
import hashing.opensearch.model.EncoderMemory;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelDetails;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import hashing.store.PackageReader;
import hashing.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.indices.breaker.HierarchyCircuitBreakerService;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/** The networks that encoders are measured on. */
final class OnnxModels {

  private static final long SEED = 20260301;

  /**
   * A network and what it takes.
   *
   * @param file in ONNX form
   * @param size floats of an input
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Network(String name, byte[] file, int size, int bitCount) {

    OnnxEncoder open() {
      return OnnxEncoder.open(file, new InputSpec.Vector(size), bitCount);
    }

    /** A model of that network under some name. */
    Model model(String id) {
      return new Model(
          ModelName.parse(id),
          bitCount,
          new InputSpec.Vector(size).kind(),
          id,
          id,
          new ModelDetails(ModelDetails.Source.FOLDER, null, null, file.length, null, null),
          memory -> {
            memory.encoder(OnnxEncoder.byteSize(file.length));
            return open();
          });
    }

    /** For a report. */
    Map<String, Object> described() {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", name);
      entry.put("bytes", file.length);
      entry.put("inputs", size);
      entry.put("bits", bitCount);
      entry.put("sha256", Sha256.hex(file));
      return entry;
    }
  }

  private OnnxModels() {}

  /** The network of a package of kind onnx, taking floats that somebody prepared. */
  static Network packaged(Path zip) throws IOException {
    ModelPackage read = PackageReader.read(zip);
    return new Network(
        read.manifest().name().toString(),
        read.entries().get(PackageEntry.MODEL),
        read.manifest().input().size(),
        read.manifest().bits());
  }

  /** Fully connected layers with random weights and relu between them. */
  static Network layers(int... widths) {
    Random random = new Random(SEED);
    ONNXContext context = new ONNXContext();
    ONNXRef<?> last = context.floatInput("input", widths[0]);
    ONNXInitializer zero = context.floatTensor("zero", List.of(1), buffer -> buffer.put(0f));
    List<String> name = new ArrayList<>();
    for (int layer = 1; layer < widths.length; layer++) {
      int in = widths[layer - 1];
      int out = widths[layer];
      name.add(Integer.toString(in));
      ONNXInitializer weights =
          context.floatTensor(
              "w" + layer,
              List.of(out, in),
              buffer -> {
                for (int i = 0; i < out * in; i++) {
                  buffer.put((float) (random.nextGaussian() / Math.sqrt(in)));
                }
              });
      ONNXNode product =
          context.operation(
              ONNXOperators.GEMM,
              List.<ONNXRef<?>>of(last, weights),
              "layer" + layer,
              Map.of("transB", 1));
      if (layer == widths.length - 1) {
        product.assignTo(context.floatOutput("output", out));
      } else {
        ONNXNode positive =
            context.operation(
                ONNXOperators.GREATER, List.<ONNXRef<?>>of(product, zero), "positive" + layer);
        last =
            context.operation(
                ONNXOperators.WHERE, List.<ONNXRef<?>>of(positive, product, zero), "relu" + layer);
      }
    }
    int bits = widths[widths.length - 1];
    byte[] file =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(6)
            .setProducerName("benchmark")
            .addOpsetImport(ONNXOperators.getOpsetProto())
            .setGraph(context.buildGraph())
            .build()
            .toByteArray();
    return new Network(String.join("-", name) + "-" + bits, file, widths[0], bits);
  }

  /** A node's breaker for encoders, with a limit in bytes. */
  static CircuitBreaker breaker(long limit) {
    Settings settings = Settings.builder().put(EncoderMemory.LIMIT.getKey(), limit + "b").build();
    return new HierarchyCircuitBreakerService(
            settings,
            List.of(EncoderMemory.breakerSettings(settings)),
            new ClusterSettings(settings, ClusterSettings.BUILT_IN_CLUSTER_SETTINGS))
        .getBreaker(EncoderMemory.BREAKER);
  }
}

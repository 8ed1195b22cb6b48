package hashing.benchmark;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Random;

/**
 * ONNX models with one part more that no package may have: each must be refused, wherever in the
 * graph it stands and whether or not anything uses it. Stateless.
 */
final class OnnxLies {

  private static final String[] LOCATIONS = {
    "weights.bin", "../../../etc/passwd", "/etc/passwd", "/dev/zero", "", "a\u0000b", "..\\x"
  };

  private static final String[] OPERATORS = {
    "If",
    "Loop",
    "Scan",
    "RandomNormal",
    "RandomUniformLike",
    "Multinomial",
    "Bernoulli",
    "SequenceConstruct",
    "Optional",
    "StringConcat",
    "ImageDecoder",
    "Adam",
    "Nothing",
    ""
  };

  private OnnxLies() {}

  /** Adds one part to a model. */
  static byte[] tell(byte[] file, Random random) {
    ModelProto.Builder model;
    try {
      model = ModelProto.parseFrom(file).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    GraphProto.Builder graph = model.getGraphBuilder();
    TensorProto bad = random.nextBoolean() ? elsewhere(random) : tooLarge(random);
    switch (random.nextInt(9)) {
      case 0 -> graph.addInitializer(bad);
      case 1 -> replace(graph, bad, random);
      case 2 -> node(graph, random, "Constant").addAttribute(tensor(bad));
      case 3 ->
          graph.addSparseInitializer(
              SparseTensorProto.newBuilder().setValues(bad).addDims(1L << 40));
      case 4 -> node(graph, random, OPERATORS[random.nextInt(OPERATORS.length)]);
      case 5 ->
          node(graph, random, "Relu")
              .setDomain(random.nextBoolean() ? "com.microsoft" : "ai.onnx.ml");
      case 6 ->
          model
              .addFunctionsBuilder()
              .setName("f")
              .addNode(NodeProto.newBuilder().setOpType("Constant").addAttribute(tensor(bad)));
      case 7 ->
          node(graph, random, "Relu")
              .addAttributeBuilder()
              .setName("body")
              .setType(AttributeProto.AttributeType.GRAPH)
              .setG(GraphProto.newBuilder().addInitializer(bad));
      default -> model.addTrainingInfoBuilder().getAlgorithmBuilder().addInitializer(bad);
    }
    return model.build().toByteArray();
  }

  private static NodeProto.Builder node(GraphProto.Builder graph, Random random, String operator) {
    return graph
        .addNodeBuilder(random.nextInt(graph.getNodeCount() + 1))
        .setOpType(operator)
        .addOutput("told");
  }

  private static AttributeProto tensor(TensorProto tensor) {
    return AttributeProto.newBuilder()
        .setName("value")
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(tensor)
        .build();
  }

  /** A tensor whose data lie in another file. */
  private static TensorProto elsewhere(Random random) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("told")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(4);
    if (random.nextBoolean()) {
      tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
    }
    tensor
        .addExternalDataBuilder()
        .setKey("location")
        .setValue(LOCATIONS[random.nextInt(LOCATIONS.length)]);
    return tensor.build();
  }

  /** A tensor of more elements than it holds. */
  private static TensorProto tooLarge(Random random) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName("told").setDataType(TensorProto.DataType.FLOAT_VALUE);
    switch (random.nextInt(4)) {
      case 0 -> tensor.addDims(1L << (10 + random.nextInt(53)));
      case 1 -> tensor.addDims(1L << 32).addDims(1L << 32);
      case 2 -> tensor.addDims(-1 - random.nextInt(100));
      default -> {
        for (int i = 0; i < 1 + random.nextInt(200); i++) {
          tensor.addDims(3 + random.nextInt(1000));
        }
        tensor.addDims(1 << 20);
      }
    }
    return tensor.build();
  }

  private static void replace(GraphProto.Builder graph, TensorProto bad, Random random) {
    if (graph.getInitializerCount() == 0) {
      graph.addInitializer(bad);
      return;
    }
    int at = random.nextInt(graph.getInitializerCount());
    String name = graph.getInitializer(at).getName();
    graph.setInitializer(at, bad.toBuilder().setName(name));
  }
}

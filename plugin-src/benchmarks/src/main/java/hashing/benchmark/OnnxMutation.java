package hashing.benchmark;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Random;

/** Changes fields of an ONNX model, each a well-formed message afterwards. Stateless. */
final class OnnxMutation {

  private static final String[] OPERATORS = {
    "If",
    "Loop",
    "Scan",
    "RandomNormal",
    "ConstantOfShape",
    "Expand",
    "Tile",
    "Identity",
    "Relu",
    "Reshape",
    "Transpose",
    "Concat",
    "MatMul",
    "Softmax",
    "Cast",
    "Shape",
    "Resize",
    "Pad",
    "Range",
    "NonZero",
    "TopK",
    "Einsum",
    "Gather",
    "OneHot",
    "LSTM",
    "Conv",
    "MaxPool",
    "Unique",
    "Gemm",
    "Compress",
    "Squeeze",
    "SequenceAt",
    "StringConcat",
    "Nothing",
    ""
  };

  private static final long[] NUMBERS = {
    0,
    -1,
    1,
    2,
    3,
    5,
    8,
    9,
    100,
    1 << 12,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private OnnxMutation() {}

  /** Changes one to three places of a model. */
  static byte[] mutate(byte[] file, Random random) {
    ModelProto.Builder model;
    try {
      model = ModelProto.parseFrom(file).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      GraphProto.Builder graph = model.getGraphBuilder();
      switch (random.nextInt(8)) {
        case 0 -> tensor(graph, random);
        case 1, 2 -> node(graph, random);
        case 3 -> value(graph, random);
        case 4 -> attribute(graph, random);
        case 5 -> model(model, random);
        case 6 -> graph.addNode(random.nextInt(graph.getNodeCount() + 1), hostile(graph, random));
        default -> remove(graph, random);
      }
    }
    return model.build().toByteArray();
  }

  private static long number(Random random) {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private static void tensor(GraphProto.Builder graph, Random random) {
    if (graph.getInitializerCount() == 0) {
      return;
    }
    TensorProto.Builder tensor =
        graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
    switch (random.nextInt(6)) {
      case 0 -> tensor.addDims(number(random));
      case 1 -> {
        if (tensor.getDimsCount() > 0) {
          tensor.setDims(random.nextInt(tensor.getDimsCount()), number(random));
        }
      }
      case 2 -> tensor.setDataType(random.nextInt(26));
      case 3 -> tensor.clearRawData();
      case 4 -> tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
      default -> tensor.addExternalDataBuilder().setKey("location").setValue("../../../etc/passwd");
    }
  }

  private static String name(GraphProto.Builder graph, Random random) {
    int number = random.nextInt(graph.getNodeCount() + graph.getInitializerCount() + 2);
    if (number < graph.getNodeCount()) {
      NodeProto node = graph.getNode(number);
      return node.getOutputCount() == 0 ? "" : node.getOutput(0);
    }
    number -= graph.getNodeCount();
    return number < graph.getInitializerCount()
        ? graph.getInitializer(number).getName()
        : number > graph.getInitializerCount() || graph.getInputCount() == 0
            ? "nobody"
            : graph.getInput(0).getName();
  }

  private static void node(GraphProto.Builder graph, Random random) {
    if (graph.getNodeCount() == 0) {
      return;
    }
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    switch (random.nextInt(6)) {
      case 0, 1 -> node.setOpType(OPERATORS[random.nextInt(OPERATORS.length)]);
      case 2 -> node.setDomain(random.nextBoolean() ? "com.microsoft" : "ai.onnx.ml");
      case 3 -> {
        if (node.getInputCount() > 0) {
          node.setInput(random.nextInt(node.getInputCount()), name(graph, random));
        }
      }
      case 4 -> node.addInput(name(graph, random));
      default -> node.addOutput("more" + random.nextInt(2));
    }
  }

  private static void value(GraphProto.Builder graph, Random random) {
    boolean output = random.nextBoolean();
    int count = output ? graph.getOutputCount() : graph.getInputCount();
    if (count == 0) {
      return;
    }
    int at = random.nextInt(count);
    ValueInfoProto.Builder value = output ? graph.getOutputBuilder(at) : graph.getInputBuilder(at);
    var tensor = value.getTypeBuilder().getTensorTypeBuilder();
    switch (random.nextInt(4)) {
      case 0 -> tensor.setElemType(random.nextInt(26));
      case 1 -> value.setName(name(graph, random));
      case 2 -> tensor.getShapeBuilder().addDimBuilder().setDimValue(number(random));
      default -> {
        if (tensor.getShapeBuilder().getDimCount() > 0) {
          int dimension = random.nextInt(tensor.getShapeBuilder().getDimCount());
          tensor
              .getShapeBuilder()
              .setDim(dimension, Dimension.newBuilder().setDimValue(number(random)));
        }
      }
    }
  }

  private static void attribute(GraphProto.Builder graph, Random random) {
    if (graph.getNodeCount() == 0) {
      return;
    }
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    AttributeProto.Builder attribute =
        node.getAttributeCount() == 0
            ? node.addAttributeBuilder().setName("axis")
            : node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
    switch (random.nextInt(4)) {
      case 0 -> attribute.setType(AttributeProto.AttributeType.INT).setI(number(random));
      case 1 -> attribute.setType(AttributeProto.AttributeType.FLOAT).setF(Float.NaN);
      case 2 -> attribute.setType(AttributeProto.AttributeType.INTS).addInts(number(random));
      default -> attribute.setName(random.nextBoolean() ? "to" : "perm");
    }
  }

  private static void model(ModelProto.Builder model, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> model.setIrVersion(number(random));
      case 1 -> model.addOpsetImportBuilder().setDomain("com.nobody").setVersion(1);
      case 2 -> {
        if (model.getOpsetImportCount() > 0) {
          model.getOpsetImportBuilder(0).setVersion(random.nextInt(40) - 1);
        }
      }
      default -> model.addFunctionsBuilder().setName("f").addNodeBuilder().setOpType("f");
    }
  }

  /** A node that asks for much memory, or for what its inputs do not have. */
  private static NodeProto hostile(GraphProto.Builder graph, Random random) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(OPERATORS[random.nextInt(OPERATORS.length)])
            .addInput(name(graph, random))
            .addOutput("hostile" + random.nextInt(1000));
    if (random.nextBoolean()) {
      node.addInput(name(graph, random));
    }
    if (random.nextInt(4) == 0) {
      node.addAttributeBuilder()
          .setName("body")
          .setType(AttributeProto.AttributeType.GRAPH)
          .setG(GraphProto.newBuilder().addNode(NodeProto.newBuilder().setOpType("Loop")));
    }
    return node.build();
  }

  private static void remove(GraphProto.Builder graph, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> graph.clearOutput();
      case 1 -> graph.clearInput();
      case 2 -> {
        if (graph.getInitializerCount() > 0) {
          graph.removeInitializer(random.nextInt(graph.getInitializerCount()));
        }
      }
      default -> {
        if (graph.getNodeCount() > 0) {
          graph.removeNode(random.nextInt(graph.getNodeCount()));
        }
      }
    }
  }
}

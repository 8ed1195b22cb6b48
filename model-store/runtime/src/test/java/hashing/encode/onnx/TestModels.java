package hashing.encode.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/** Small networks, drawn from a seed and written as ONNX. */
public final class TestModels {

  private TestModels() {}

  /**
   * Two layers: relu, then linear.
   *
   * @param first {@code float[hidden][size]}
   * @param second {@code float[bits][hidden]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Network(int size, int hidden, int bits, float[] first, float[] second) {

    /** Weights from a normal distribution. */
    public static Network random(int size, int hidden, int bits, Random random) {
      return new Network(
          size, hidden, bits, normal(hidden * size, random), normal(bits * hidden, random));
    }

    private static float[] normal(int length, Random random) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }

    /** By two plain loops in doubles. */
    public double[] relaxed(float[] input) {
      double[] middle = new double[hidden];
      for (int h = 0; h < hidden; h++) {
        for (int i = 0; i < size; i++) {
          middle[h] += (double) first[h * size + i] * input[i];
        }
        middle[h] = Math.max(middle[h], 0);
      }
      double[] relaxed = new double[bits];
      for (int bit = 0; bit < bits; bit++) {
        for (int h = 0; h < hidden; h++) {
          relaxed[bit] += second[bit * hidden + h] * middle[h];
        }
      }
      return relaxed;
    }

    /** The ONNX file. */
    public byte[] onnx() {
      return model().toByteArray();
    }

    OnnxMl.ModelProto model() {
      ONNXContext context = new ONNXContext();
      ONNXPlaceholder input = context.floatInput("input", size);
      ONNXPlaceholder output = context.floatOutput("output", bits);
      ONNXInitializer w1 =
          context.floatTensor("w1", List.of(hidden, size), buffer -> buffer.put(first));
      ONNXInitializer w2 =
          context.floatTensor("w2", List.of(bits, hidden), buffer -> buffer.put(second));
      ONNXInitializer zero = context.floatTensor("zero", List.of(1), buffer -> buffer.put(0f));
      Map<String, Object> transposed = Map.of("transB", 1);
      ONNXNode layer =
          context.operation(
              ONNXOperators.GEMM, List.<ONNXRef<?>>of(input, w1), "layer", transposed);
      ONNXNode positive =
          context.operation(ONNXOperators.GREATER, List.<ONNXRef<?>>of(layer, zero), "positive");
      ONNXNode relu =
          context.operation(
              ONNXOperators.WHERE, List.<ONNXRef<?>>of(positive, layer, zero), "relu");
      context
          .operation(ONNXOperators.GEMM, List.<ONNXRef<?>>of(relu, w2), "code", transposed)
          .assignTo(output);
      return OnnxMl.ModelProto.newBuilder()
          .setIrVersion(6)
          .setProducerName("tests")
          .addOpsetImport(ONNXOperators.getOpsetProto())
          .setGraph(context.buildGraph())
          .build();
    }
  }

  /** A network whose answer depends on the batch: each value less the batch's largest. */
  static byte[] sociable(int size) {
    OnnxMl.AttributeProto axes =
        OnnxMl.AttributeProto.newBuilder()
            .setName("axes")
            .setType(OnnxMl.AttributeProto.AttributeType.INTS)
            .addInts(0)
            .build();
    OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("sociable");
    graph.addInput(floats("input", size)).addOutput(floats("output", size));
    graph
        .addNodeBuilder()
        .setOpType("ReduceMax")
        .addInput("input")
        .addOutput("largest")
        .addAttribute(axes);
    graph
        .addNodeBuilder()
        .setOpType("Sub")
        .addInput("input")
        .addInput("largest")
        .addOutput("output");
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(6)
        .addOpsetImport(ONNXOperators.getOpsetProto())
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /**
   * A network that takes long, though it is small: {@code products} products with matrices of
   * zeros, {@code width} by {@code width}, which are made as it runs.
   */
  static byte[] slow(int size, int width, int products) {
    OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("slow");
    graph.addInput(floats("input", size)).addOutput(floats("output", size));
    zeros(graph, "in", size, width);
    zeros(graph, "square", width, width);
    zeros(graph, "out", width, size);
    product(graph, "input", "in", "value0");
    for (int i = 0; i < products; i++) {
      product(graph, "value" + i, "square", "value" + (i + 1));
    }
    product(graph, "value" + products, "out", "output");
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(6)
        .addOpsetImport(ONNXOperators.getOpsetProto())
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** As {@link #slow}, but that what takes long does not depend on the input. */
  static byte[] slowConstant(int size, int width, int products) {
    OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("slow");
    graph.addInput(floats("input", size)).addOutput(floats("output", size));
    zeros(graph, "value0", size, width);
    zeros(graph, "square", width, width);
    zeros(graph, "out", width, size);
    for (int i = 0; i < products; i++) {
      product(graph, "value" + i, "square", "value" + (i + 1));
    }
    product(graph, "value" + products, "out", "matrix");
    product(graph, "input", "matrix", "output");
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(6)
        .addOpsetImport(ONNXOperators.getOpsetProto())
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static void zeros(OnnxMl.GraphProto.Builder graph, String name, int rows, int columns) {
    graph
        .addNodeBuilder()
        .setOpType("Constant")
        .addOutput(name + "Shape")
        .addAttributeBuilder()
        .setName("value_ints")
        .setType(OnnxMl.AttributeProto.AttributeType.INTS)
        .addInts(rows)
        .addInts(columns);
    graph.addNodeBuilder().setOpType("ConstantOfShape").addInput(name + "Shape").addOutput(name);
  }

  private static void product(OnnxMl.GraphProto.Builder graph, String a, String b, String result) {
    graph.addNodeBuilder().setOpType("MatMul").addInput(a).addInput(b).addOutput(result);
  }

  private static OnnxMl.ValueInfoProto floats(String name, int size) {
    OnnxMl.ValueInfoProto.Builder value = OnnxMl.ValueInfoProto.newBuilder().setName(name);
    OnnxMl.TypeProto.Tensor.Builder tensor = value.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE);
    tensor.getShapeBuilder().addDimBuilder().setDimParam("batch");
    tensor.getShapeBuilder().addDimBuilder().setDimValue(size);
    return value.build();
  }

  /** A network that takes one input at a time. */
  static byte[] single(Network network) {
    OnnxMl.ModelProto.Builder model = network.model().toBuilder();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .setDim(0, OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    return model.build().toByteArray();
  }
}

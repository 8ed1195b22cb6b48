package hashing.train;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import hashing.encode.InputSpec;
import hashing.store.EncoderKind;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * One encoder written down in four forms, all of the same function up to rounding: as it was
 * trained; as {@code MatMul} and {@code Add}, hidden units in another order; its last layer split
 * into two matrices, a reflection's product and the reflection; and these two multiplied together
 * again, with operations between that do nothing.
 */
public final class EncoderForms {

  private EncoderForms() {}

  /** The four packages, named {@code id@1} to {@code id@4}. */
  public static List<ModelPackage> of(
      String id, TrainedEncoder.Parameters trained, InputSpec input, Random random) {
    List<Layer> layers = layers(trained);
    List<Layer> split = split(layers, random);
    List<Layer> fused = fused(split);
    int bits = trained.bitCount();
    int count = layers.size();
    return List.of(
        model(new ModelName(id, "1"), trained.kind(), bits, input, trained.entries()),
        onnx(id, "2", bits, input, graph(permuted(layers, random), count - 1, false)),
        onnx(id, "3", bits, input, graph(split, count - 1, false)),
        onnx(id, "4", bits, input, graph(fused, count - 1, true)));
  }

  /** A package of layers, for one that is changed a little. */
  public static ModelPackage changed(String id, List<Layer> layers, InputSpec input) {
    int bits = layers.getLast().outputs();
    return onnx(id, "1", bits, input, graph(layers, layers.size() - 1, false));
  }

  /**
   * {@code y = weights x + bias}.
   *
   * @param weights {@code float[outputs * inputs]}, a row for each output
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Layer(int inputs, int outputs, float[] weights, float[] bias) {}

  /** The layers of a network; of a linear encoder one, its mean moved into the bias. */
  public static List<Layer> layers(TrainedEncoder.Parameters trained) {
    return trained instanceof LinearParameters linear
        ? List.of(layer(linear))
        : layers(trained.entries().get(PackageEntry.MODEL));
  }

  /** The layers of a perceptron, which the trainer writes as {@code Gemm} with {@code transB}. */
  private static List<Layer> layers(byte[] onnx) {
    OnnxMl.GraphProto graph;
    try {
      graph = OnnxMl.ModelProto.parseFrom(onnx).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    Map<String, OnnxMl.TensorProto> tensors = new HashMap<>();
    graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
    List<Layer> layers = new ArrayList<>();
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Gemm")) {
        OnnxMl.TensorProto weights = tensors.get(node.getInput(1));
        int outputs = (int) weights.getDims(0);
        int inputs = (int) weights.getDims(1);
        float[] bias = floats(tensors.get(node.getInput(2)), outputs);
        layers.add(new Layer(inputs, outputs, floats(weights, outputs * inputs), bias));
      }
    }
    return layers;
  }

  private static float[] floats(OnnxMl.TensorProto tensor, int count) {
    float[] values = new float[count];
    if (tensor.getFloatDataCount() == count) {
      for (int i = 0; i < count; i++) {
        values[i] = tensor.getFloatData(i);
      }
    } else {
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
    }
    return values;
  }

  private static Layer layer(LinearParameters linear) {
    int bits = linear.bitCount();
    float[] weights = new float[linear.matrix().length];
    double[] bias = new double[bits];
    for (int i = 0; i < linear.width(); i++) {
      for (int bit = 0; bit < bits; bit++) {
        float weight = linear.matrix()[i * bits + bit];
        weights[bit * linear.width() + i] = weight;
        bias[bit] -= (double) linear.mean()[i] * weight;
      }
    }
    return new Layer(linear.width(), bits, weights, LinearParameters.rounded(bias));
  }

  private static List<Layer> permuted(List<Layer> layers, Random random) {
    List<Layer> permuted = new ArrayList<>(layers);
    for (int at = 0; at + 1 < layers.size(); at++) {
      Layer before = permuted.get(at);
      Layer behind = permuted.get(at + 1);
      List<Integer> order = new ArrayList<>(IntStream.range(0, before.outputs()).boxed().toList());
      Collections.shuffle(order, random);
      float[] rows = new float[before.weights().length];
      float[] bias = new float[before.outputs()];
      float[] columns = new float[behind.weights().length];
      for (int unit = 0; unit < order.size(); unit++) {
        int from = order.get(unit);
        bias[unit] = before.bias()[from];
        System.arraycopy(
            before.weights(),
            from * before.inputs(),
            rows,
            unit * before.inputs(),
            before.inputs());
        for (int row = 0; row < behind.outputs(); row++) {
          columns[row * behind.inputs() + unit] = behind.weights()[row * behind.inputs() + from];
        }
      }
      permuted.set(at, new Layer(before.inputs(), before.outputs(), rows, bias));
      permuted.set(at + 1, new Layer(behind.inputs(), behind.outputs(), columns, behind.bias()));
    }
    return permuted;
  }

  /** The last layer {@code W} as {@code H W} and behind it {@code H = I - 2 v v'}, of unit v. */
  private static List<Layer> split(List<Layer> layers, Random random) {
    Layer last = layers.getLast();
    double[] v =
        IntStream.range(0, last.outputs()).mapToDouble(_ -> random.nextGaussian()).toArray();
    double norm = Math.sqrt(IntStream.range(0, v.length).mapToDouble(i -> v[i] * v[i]).sum());
    float[] reflection = new float[v.length * v.length];
    for (int row = 0; row < v.length; row++) {
      for (int column = 0; column < v.length; column++) {
        double product = 2 * v[row] * v[column] / (norm * norm);
        reflection[row * v.length + column] = (float) ((row == column ? 1 : 0) - product);
      }
    }
    float[] reflected = product(reflection, last.weights(), v.length, v.length, last.inputs());
    List<Layer> split = new ArrayList<>(layers.subList(0, layers.size() - 1));
    split.add(new Layer(last.inputs(), v.length, reflected, new float[v.length]));
    split.add(new Layer(v.length, v.length, reflection, last.bias()));
    return split;
  }

  private static List<Layer> fused(List<Layer> split) {
    Layer first = split.get(split.size() - 2);
    Layer second = split.getLast();
    float[] weights =
        product(
            second.weights(), first.weights(), second.outputs(), first.outputs(), first.inputs());
    List<Layer> fused = new ArrayList<>(split.subList(0, split.size() - 2));
    fused.add(new Layer(first.inputs(), second.outputs(), weights, second.bias()));
    return fused;
  }

  private static float[] product(float[] one, float[] other, int rows, int middle, int columns) {
    float[] product = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      double[] sums = new double[columns];
      for (int k = 0; k < middle; k++) {
        double factor = one[row * middle + k];
        for (int column = 0; column < columns; column++) {
          sums[column] += factor * other[k * columns + column];
        }
      }
      for (int column = 0; column < columns; column++) {
        product[row * columns + column] = (float) sums[column];
      }
    }
    return product;
  }

  /**
   * The graph of layers.
   *
   * @param rectified so many layers have a ReLU behind them
   * @param idle operations that do nothing stand between
   */
  private static byte[] graph(List<Layer> layers, int rectified, boolean idle) {
    OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("form");
    graph.addInput(value("input", layers.getFirst().inputs()));
    graph.addOutput(value("relaxed", layers.getLast().outputs()));
    String at = "input";
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      graph.addInitializer(tensor("w" + i, transposed(layer), layer.inputs(), layer.outputs()));
      graph.addInitializer(tensor("b" + i, layer.bias(), layer.outputs()));
      node(graph, "MatMul", "product" + i, at, "w" + i);
      node(graph, "Add", "sum" + i, "product" + i, "b" + i);
      at = "sum" + i;
      if (i < rectified) {
        node(graph, "Relu", "positive" + i, at);
        at = "positive" + i;
      }
      if (idle) {
        node(graph, "Identity", "same" + i, at);
        node(graph, "Neg", "negative" + i, "same" + i);
        node(graph, "Neg", "again" + i, "negative" + i);
        at = "again" + i;
      }
    }
    node(graph, "Identity", "relaxed", at);
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(6)
        .addOpsetImport(ONNXOperators.getOpsetProto())
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static void node(
      OnnxMl.GraphProto.Builder graph, String operation, String output, String... inputs) {
    graph.addNodeBuilder().setOpType(operation).addAllInput(List.of(inputs)).addOutput(output);
  }

  private static float[] transposed(Layer layer) {
    float[] transposed = new float[layer.weights().length];
    for (int row = 0; row < layer.outputs(); row++) {
      for (int column = 0; column < layer.inputs(); column++) {
        transposed[column * layer.outputs() + row] = layer.weights()[row * layer.inputs() + column];
      }
    }
    return transposed;
  }

  private static OnnxMl.TensorProto tensor(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(bytes));
    for (long length : shape) {
      tensor.addDims(length);
    }
    return tensor.build();
  }

  private static OnnxMl.ValueInfoProto value(String name, int width) {
    OnnxMl.ValueInfoProto.Builder value = OnnxMl.ValueInfoProto.newBuilder().setName(name);
    OnnxMl.TypeProto.Tensor.Builder tensor = value.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE);
    tensor.getShapeBuilder().addDimBuilder().setDimParam("batch");
    tensor.getShapeBuilder().addDimBuilder().setDimValue(width);
    return value.build();
  }

  private static ModelPackage onnx(
      String id, String version, int bits, InputSpec input, byte[] graph) {
    ModelName name = new ModelName(id, version);
    return model(name, EncoderKind.ONNX, bits, input, Map.of(PackageEntry.MODEL, graph));
  }

  private static ModelPackage model(
      ModelName name,
      EncoderKind kind,
      int bits,
      InputSpec input,
      Map<PackageEntry, byte[]> entries) {
    Manifest manifest =
        new Manifest(
            name, kind, bits, name.toString(), input, null, "form", null, Map.of(), Map.of());
    return new ModelPackage(manifest, entries);
  }
}

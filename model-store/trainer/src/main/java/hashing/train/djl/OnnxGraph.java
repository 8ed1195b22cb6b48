package hashing.train.djl;

import ai.onnx.proto.OnnxMl;
import hashing.train.djl.NetworkParameters.Layer;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Writes a perceptron as an ONNX model: {@code input}, {@code float[batch][width]}, to {@code
 * relaxed}, {@code float[batch][bitCount]}, before any sign.
 *
 * <p>The writer knows no ReLU: it is {@code Where(x > 0, x, 0)} here. The same parameters give the
 * same bytes.
 */
public final class OnnxGraph {

  /** Name of the graph's input. */
  public static final String INPUT = "input";

  /** Name of the graph's output. */
  public static final String OUTPUT = "relaxed";

  /** ONNX IR version; opset 13 came with 7, and readers accept an older one. */
  private static final int IR_VERSION = 6;

  private OnnxGraph() {}

  /** The model's bytes. */
  public static byte[] write(NetworkParameters parameters) {
    ONNXContext context = new ONNXContext();
    context.setName("hashing");
    ONNXPlaceholder input = context.floatInput(INPUT, parameters.width());
    ONNXPlaceholder output = context.floatOutput(OUTPUT, parameters.bitCount());
    ONNXInitializer zero = context.constant("zero", 0f);
    ONNXRef<?> values = input;
    List<Layer> layers = parameters.layers();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      ONNXInitializer weights =
          context.floatTensor(
              "weights_" + i,
              List.of(layer.outputs(), layer.inputs()),
              buffer -> buffer.put(layer.weights()));
      ONNXInitializer bias = context.array("bias_" + i, layer.bias());
      values =
          context.operation(
              ONNXOperators.GEMM,
              List.<ONNXRef<?>>of(values, weights, bias),
              "linear_" + i,
              Map.of("transB", 1));
      if (i < layers.size() - 1) {
        ONNXRef<?> positive =
            context.operation(
                ONNXOperators.GREATER, List.<ONNXRef<?>>of(values, zero), "positive_" + i);
        values =
            context.operation(
                ONNXOperators.WHERE, List.<ONNXRef<?>>of(positive, values, zero), "relu_" + i);
      }
    }
    context.assignTo(values, output);
    return OnnxMl.ModelProto.newBuilder()
        .setGraph(context.buildGraph())
        .setProducerName("opensearch-hashing")
        .setIrVersion(IR_VERSION)
        .addOpsetImport(ONNXOperators.getOpsetProto())
        .build()
        .toByteArray();
  }
}

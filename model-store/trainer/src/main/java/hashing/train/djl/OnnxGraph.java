package hashing.train.djl;

import ai.onnx.proto.OnnxMl;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Writes a network as an ONNX model: {@code input}, {@code float[batch][width]}, to {@code
 * relaxed}, {@code float[batch][bitCount]}, before any sign. The same parameters give the same
 * bytes.
 */
public final class OnnxGraph {

  /** Name of the graph's input. */
  public static final String INPUT = "input";

  /** Name of the graph's output. */
  public static final String OUTPUT = "relaxed";

  /** ONNX IR version; opset 13 came with 7, and readers accept an older one. */
  private static final int IR_VERSION = 6;

  private OnnxGraph() {}

  /**
   * The model's bytes.
   *
   * @param values of every variable, by name
   */
  public static byte[] write(Network network, Map<String, float[]> values) {
    ONNXContext context = new ONNXContext();
    context.setName("hashing");
    ONNXPlaceholder input = context.floatInput(INPUT, network.width());
    ONNXPlaceholder output = context.floatOutput(OUTPUT, network.bitCount());
    OnnxOperations operations = new OnnxOperations(context, network, values);
    ONNXRef<?> outputs = network.<ONNXRef<?>>outputs(operations, input);
    context.assignTo(network.<ONNXRef<?>>relaxed(operations, outputs), output);
    return OnnxMl.ModelProto.newBuilder()
        .setGraph(context.buildGraph())
        .setProducerName("opensearch-hashing")
        .setIrVersion(IR_VERSION)
        .addOpsetImport(ONNXOperators.getOpsetProto())
        .build()
        .toByteArray();
  }
}

package hashing.train.djl;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/** As nodes of an ONNX graph, opset 13. The same calls give the same graph. */
final class OnnxOperations implements Operations<ONNXRef<?>> {

  private final ONNXContext context;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, float[]> values;
  private int constants;

  OnnxOperations(ONNXContext context, Network network, Map<String, float[]> values) {
    this.context = context;
    this.values = values;
    network.variables().forEach(variable -> variables.put(variable.name(), variable));
  }

  @Override
  public ONNXRef<?> dense(ONNXRef<?> x, String layer) {
    return node(
        ONNXOperators.GEMM,
        Map.of("transB", 1),
        x,
        variable(layer + ".weight"),
        variable(layer + ".bias"));
  }

  @Override
  public ONNXInitializer variable(String name) {
    return tensor(name, variables.get(name).shape(), values.get(name));
  }

  private ONNXInitializer tensor(String name, List<Integer> shape, float[] data) {
    return context.floatTensor(name, shape, buffer -> buffer.put(data));
  }

  @Override
  public ONNXRef<?> convolve(ONNXRef<?> x, String layer, int padding) {
    int side = variables.get(layer + ".weight").shape().getLast();
    return node(
        OnnxOperator.CONV,
        Map.of(
            "kernel_shape", new int[] {side, side},
            "pads", new int[] {padding, padding, padding, padding}),
        x,
        variable(layer + ".weight"),
        variable(layer + ".bias"));
  }

  /** What training learned is a factor and a summand for each channel. */
  @Override
  public ONNXRef<?> normalise(ONNXRef<?> x, String layer) {
    float[] scale = values.get(layer + ".scale");
    float[] shift = values.get(layer + ".shift");
    float[] mean = values.get(layer + ".mean");
    float[] variance = values.get(layer + ".variance");
    float[] factor = new float[scale.length];
    float[] summand = new float[scale.length];
    for (int c = 0; c < scale.length; c++) {
      double ratio = scale[c] / Math.sqrt((double) variance[c] + TorchOperations.EPSILON);
      factor[c] = (float) ratio;
      summand[c] = (float) (shift[c] - mean[c] * ratio);
    }
    List<Integer> shape = List.of(scale.length, 1, 1);
    ONNXRef<?> scaled = multiply(x, tensor(layer + ".factor", shape, factor));
    return add(scaled, tensor(layer + ".summand", shape, summand));
  }

  @Override
  public ONNXRef<?> relu(ONNXRef<?> x) {
    return node(OnnxOperator.RELU, x);
  }

  @Override
  public ONNXRef<?> maxPool(ONNXRef<?> x, int side) {
    int[] square = {side, side};
    return node(OnnxOperator.MAX_POOL, Map.of("kernel_shape", square, "strides", square), x);
  }

  @Override
  public ONNXRef<?> reshape(ONNXRef<?> x, int... shape) {
    long[] all = new long[shape.length + 1];
    all[0] = -1; // the batch
    for (int i = 0; i < shape.length; i++) {
      all[i + 1] = shape[i];
    }
    return node(OnnxOperator.RESHAPE, x, numbers(all));
  }

  @Override
  public ONNXRef<?> slice(ONNXRef<?> x, int axis, int from, int to) {
    return node(OnnxOperator.SLICE, x, numbers(from), numbers(to), numbers(axis));
  }

  @Override
  public ONNXRef<?> concatenate(List<ONNXRef<?>> parts, int axis) {
    return context.operation(ONNXOperators.CONCAT, parts, "concat", Map.of("axis", axis));
  }

  @Override
  public ONNXRef<?> matrixProduct(ONNXRef<?> a, ONNXRef<?> b) {
    return node(OnnxOperator.MAT_MUL, a, b);
  }

  @Override
  public ONNXRef<?> transpose(ONNXRef<?> x) {
    return node(OnnxOperator.TRANSPOSE, Map.of("perm", new int[] {0, 2, 1}), x);
  }

  @Override
  public ONNXRef<?> add(ONNXRef<?> a, ONNXRef<?> b) {
    return node(ONNXOperators.ADD, a, b);
  }

  @Override
  public ONNXRef<?> subtract(ONNXRef<?> a, ONNXRef<?> b) {
    return node(ONNXOperators.SUB, a, b);
  }

  @Override
  public ONNXRef<?> multiply(ONNXRef<?> a, ONNXRef<?> b) {
    return node(ONNXOperators.MUL, a, b);
  }

  @Override
  public ONNXRef<?> divide(ONNXRef<?> a, ONNXRef<?> b) {
    return node(ONNXOperators.DIV, a, b);
  }

  @Override
  public ONNXRef<?> sum(ONNXRef<?> x, int... axes) {
    long[] wide = Arrays.stream(axes).asLongStream().toArray();
    return node(ONNXOperators.REDUCE_SUM, Map.of("keepdims", 1), x, numbers(wide));
  }

  @Override
  public ONNXRef<?> squareRoot(ONNXRef<?> x) {
    return node(OnnxOperator.SQRT, x);
  }

  @Override
  public ONNXRef<?> sigmoid(ONNXRef<?> x) {
    return node(ONNXOperators.SIGMOID, x);
  }

  @Override
  public ONNXRef<?> tanh(ONNXRef<?> x) {
    return node(OnnxOperator.TANH, x);
  }

  @Override
  public ONNXRef<?> exponential(ONNXRef<?> x) {
    return node(OnnxOperator.EXP, x);
  }

  @Override
  public ONNXRef<?> sine(ONNXRef<?> x) {
    return node(OnnxOperator.SIN, x);
  }

  @Override
  public ONNXRef<?> softplus(ONNXRef<?> x) {
    return node(OnnxOperator.SOFTPLUS, x);
  }

  @Override
  public ONNXRef<?> absolute(ONNXRef<?> x) {
    return node(OnnxOperator.ABS, x);
  }

  @Override
  public ONNXRef<?> ifGreater(ONNXRef<?> a, ONNXRef<?> b, ONNXRef<?> then, ONNXRef<?> otherwise) {
    return node(ONNXOperators.WHERE, node(ONNXOperators.GREATER, a, b), then, otherwise);
  }

  @Override
  public ONNXRef<?> constant(float value) {
    return context.constant("constant_" + constants++, value);
  }

  private ONNXRef<?> numbers(long... numbers) {
    return context.array("numbers_" + constants++, numbers);
  }

  private ONNXRef<?> node(ONNXOperator operator, ONNXRef<?>... inputs) {
    return node(operator, Map.of(), inputs);
  }

  private ONNXRef<?> node(
      ONNXOperator operator, Map<String, Object> attributes, ONNXRef<?>... inputs) {
    // Sorted: the order of Map.of is another in every process, and a package's bytes must not be.
    return context.operation(
        operator, List.<ONNXRef<?>>of(inputs), operator.getOpName(), new TreeMap<>(attributes));
  }
}

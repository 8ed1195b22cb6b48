package hashing.train.djl;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;

/** Operators of ONNX, as of opset 13, that the library's own list lacks. */
enum OnnxOperator implements ONNXOperator {
  CONV("Conv", 2, 1, ints("pads"), ints("kernel_shape")),
  MAX_POOL("MaxPool", 1, 0, ints("kernel_shape"), ints("strides")),
  RELU("Relu", 1, 0),
  TANH("Tanh", 1, 0),
  SOFTPLUS("Softplus", 1, 0),
  SQRT("Sqrt", 1, 0),
  SIN("Sin", 1, 0),
  EXP("Exp", 1, 0),
  ABS("Abs", 1, 0),
  RESHAPE("Reshape", 2, 0),
  SLICE("Slice", 3, 2),
  MAT_MUL("MatMul", 2, 0),
  TRANSPOSE("Transpose", 1, 0, ints("perm"));

  private final String operator;
  private final int inputs;
  private final int optionalInputs;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Map<String, ONNXAttribute> attributes;

  OnnxOperator(String operator, int inputs, int optionalInputs, ONNXAttribute... attributes) {
    this.operator = operator;
    this.inputs = inputs;
    this.optionalInputs = optionalInputs;
    this.attributes =
        Arrays.stream(attributes)
            .collect(Collectors.toUnmodifiableMap(ONNXAttribute::getName, each -> each));
  }

  private static ONNXAttribute ints(String name) {
    return new ONNXAttribute(name, AttributeType.INTS, true);
  }

  @Override
  public String getOpName() {
    return operator;
  }

  @Override
  public int getNumInputs() {
    return inputs;
  }

  @Override
  public int getNumOptionalInputs() {
    return optionalInputs;
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  public Map<String, ONNXAttribute> getAttributes() {
    return attributes;
  }

  @Override
  public Set<String> getMandatoryAttributeNames() {
    return attributes.keySet();
  }

  @Override
  public int getOpVersion() {
    return ONNXOperators.getOpsetVersion();
  }

  @Override
  public String getOpDomain() {
    return ONNXOperators.GEMM.getOpDomain();
  }
}

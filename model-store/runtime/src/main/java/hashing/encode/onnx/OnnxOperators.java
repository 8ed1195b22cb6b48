package hashing.encode.onnx;

import java.util.Set;

/**
 * The operators that a network may have: those of the standard's domain that work out tensors of
 * numbers from tensors of numbers, each once and the same at every run.
 *
 * <p>Left out are control flow ({@code If}, {@code Loop}, {@code Scan}), which may never end;
 * numbers of chance, which make a code another at every run; sequences, maps, strings and files of
 * pictures, which are no input of an encoder here; training; and operators of other domains than
 * the standard's, which other runtimes do not know. Source: ONNX, "Operator Schemas", opset 23.
 * Stateless.
 */
final class OnnxOperators {

  private static final Set<String> DOMAINS = Set.of("", "ai.onnx");

  private static final Set<String> NAMES =
      Set.of(
          ("Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool "
                  + "BatchNormalization BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Cast CastLike "
                  + "Ceil Celu CenterCropPad Clip Col2Im Compress Concat Constant ConstantOfShape Conv "
                  + "ConvInteger ConvTranspose Cos Cosh CumSum DFT DeformConv DepthToSpace "
                  + "DequantizeLinear Det Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp "
                  + "Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm "
                  + "GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample "
                  + "GroupNormalization HardSigmoid HardSwish Hardmax Identity InstanceNormalization "
                  + "IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax "
                  + "LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool Mean "
                  + "MeanVarianceNormalization Min Mish Mod Mul Neg NonZero Not OneHot Or PRelu Pad Pow "
                  + "QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN Range Reciprocal "
                  + "ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin "
                  + "ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign "
                  + "RotaryEmbedding Round ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin "
                  + "Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum "
                  + "Swish Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze "
                  + "Upsample Where Xor")
              .split(" "));

  private OnnxOperators() {}

  /** Refuses an operator with an {@link IllegalArgumentException} that names it. */
  static void check(String domain, String name) {
    if (!DOMAINS.contains(domain)) {
      throw new IllegalArgumentException(
          "found an operator ["
              + OnnxSession.plain(name)
              + "] of domain ["
              + OnnxSession.plain(domain)
              + "], allowed are those of ai.onnx");
    }
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "found an operator ["
              + OnnxSession.plain(name)
              + "], allowed are those of ai.onnx that turn tensors into tensors, without control"
              + " flow, chance, sequences and strings");
    }
  }
}

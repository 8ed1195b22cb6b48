package hashing.encode.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import hashing.encode.TextSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tokenizer of a small vocabulary, and a transformer of one layer of attention with weights from
 * a seed, in the form in which sentence models come. Words are of a-j; {@code ##} goes on with one.
 */
public final class SentenceModels {

  /** Length of a token's vector. */
  public static final int DIMENSION = 8;

  /** What the texts become. */
  public static final TextSpec.Sentence SPEC =
      new TextSpec.Sentence(DIMENSION, 12, 200, TextSpec.Pooling.MEAN, true);

  /** Tokens by id. */
  public static final List<String> VOCABULARY =
      List.of(
          "[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
          "##a", "##b", "##c", "##d", "##e", "##f", "##g", "##h", "##i", "##j", "bad", "cab", "fig",
          "##ed", "##age", "dig", "##ging", ".", ",");

  private static final int WEIGHTS_SEED = 17;

  private SentenceModels() {}

  /** The file of the tokenizer, whose own truncation and padding must not count. */
  public static String tokenizer() {
    String vocabulary =
        IntStream.range(0, VOCABULARY.size())
            .mapToObj(id -> "\"" + VOCABULARY.get(id) + "\":" + id)
            .collect(Collectors.joining(","));
    return """
    {"version": "1.0",
     "truncation": {"direction": "Right", "max_length": 5, "strategy": "LongestFirst", "stride": 0},
     "padding": {"strategy": {"Fixed": 5}, "direction": "Right", "pad_to_multiple_of": null,
                 "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
     "added_tokens": [],
     "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                    "strip_accents": null, "lowercase": true},
     "pre_tokenizer": {"type": "BertPreTokenizer"},
     "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
     "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
     "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
               "max_input_chars_per_word": 100, "vocab": {%s}}}
    """
        .formatted(vocabulary);
  }

  /** The file of the tokenizer. */
  public static byte[] tokenizerFile() {
    return tokenizer().getBytes(StandardCharsets.UTF_8);
  }

  /** Vectors of the tokens, {@code float[vocabulary][DIMENSION]}. */
  static float[][] embeddings() {
    Random random = new Random(WEIGHTS_SEED);
    float[][] embeddings = new float[VOCABULARY.size()][DIMENSION];
    for (float[] vector : embeddings) {
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return embeddings;
  }

  /** The vector of a text's tokens, by plain loops in doubles. */
  static double[] vector(long[] tokens) {
    float[][] embeddings = embeddings();
    double[] mean = new double[DIMENSION];
    for (long token : tokens) {
      float[] query = embeddings[(int) token];
      double[] weights = new double[tokens.length];
      double total = 0;
      for (int j = 0; j < tokens.length; j++) {
        weights[j] = Math.exp(dot(query, embeddings[(int) tokens[j]]));
        total += weights[j];
      }
      for (int i = 0; i < DIMENSION; i++) {
        mean[i] += query[i];
        for (int j = 0; j < tokens.length; j++) {
          mean[i] += weights[j] / total * embeddings[(int) tokens[j]][i];
        }
      }
    }
    double length = 0;
    for (double value : mean) {
      length += value * value;
    }
    for (int i = 0; i < DIMENSION; i++) {
      mean[i] /= Math.sqrt(length);
    }
    return mean;
  }

  private static double dot(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot;
  }

  /** The file of the model: tokens attend to those that the mask keeps; no position is known. */
  public static byte[] model() {
    return model("input_ids", "attention_mask", "token_type_ids").toByteArray();
  }

  /** As above, with other names of the inputs. */
  static OnnxMl.ModelProto model(String ids, String mask, String types) {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("sentence")
            .addInput(value(ids, TensorProto.DataType.INT64, 2))
            .addInput(value(mask, TensorProto.DataType.INT64, 2))
            .addInput(value(types, TensorProto.DataType.INT64, 2))
            .addOutput(value("last_hidden_state", TensorProto.DataType.FLOAT, 3))
            .addInitializer(floats("tokens", embeddings()))
            .addInitializer(floats("kinds", new float[2][DIMENSION]))
            .addInitializer(floats("far", new float[][] {{-10000}}))
            .addInitializer(floats("one", new float[][] {{1}}))
            .addInitializer(
                TensorProto.newBuilder()
                    .setName("axis")
                    .setDataType(TensorProto.DataType.INT64.getNumber())
                    .addDims(1)
                    .addInt64Data(1))
            .addNode(node("Gather", "of_tokens", "tokens", ids))
            .addNode(node("Gather", "of_kinds", "kinds", types))
            .addNode(node("Add", "x", "of_tokens", "of_kinds"))
            .addNode(
                node("Transpose", "x_t", "x").toBuilder()
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("perm")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addAllInts(List.of(0L, 2L, 1L))))
            .addNode(node("MatMul", "scores", "x", "x_t"))
            .addNode(
                node("Cast", "kept", mask).toBuilder()
                    .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber())))
            .addNode(node("Sub", "left_out", "one", "kept"))
            .addNode(node("Mul", "off", "left_out", "far"))
            .addNode(node("Unsqueeze", "off_row", "off", "axis"))
            .addNode(node("Add", "masked", "scores", "off_row"))
            .addNode(
                node("Softmax", "weights", "masked").toBuilder().addAttribute(integer("axis", -1)))
            .addNode(node("MatMul", "attended", "weights", "x"))
            .addNode(node("Add", "last_hidden_state", "x", "attended"))
            .build();
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(6)
        .setProducerName("opensearch-hashing")
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int i = 0; i < dimensions; i++) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("d" + name + i));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  private static TensorProto floats(String name, float[][] rows) {
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float value : row) {
        bytes.putFloat(value);
      }
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(rows.length)
        .addDims(rows[0].length)
        .setRawData(ByteString.copyFrom(bytes.array()))
        .build();
  }
}

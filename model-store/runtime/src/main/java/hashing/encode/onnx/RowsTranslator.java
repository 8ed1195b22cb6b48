package hashing.encode.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;

/**
 * Rows of floats in, rows of floats out: {@code float[batch * size]} of a given batch to {@code
 * float[batch * bitCount]}.
 */
final class RowsTranslator implements NoBatchifyTranslator<float[], float[]> {

  private final Shape input;
  private final Shape output;

  RowsTranslator(Shape input, Shape output) {
    this.input = input;
    this.output = output;
  }

  @Override
  public NDList processInput(TranslatorContext context, float[] rows) {
    return new NDList(context.getNDManager().create(rows, input));
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList list) {
    NDArray relaxed = list.head();
    if (list.size() != 1
        || relaxed.getDataType() != DataType.FLOAT32
        || !relaxed.getShape().equals(output)) {
      throw new IllegalArgumentException(
          "found "
              + list.size()
              + " outputs, the first "
              + relaxed.getDataType()
              + " "
              + relaxed.getShape()
              + ", allowed is one, FLOAT32 "
              + output);
    }
    return relaxed.toFloatArray();
  }
}

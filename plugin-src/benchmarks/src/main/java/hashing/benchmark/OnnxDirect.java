package hashing.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import hashing.code.Codes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime called as directly as its Java interface allows: one thread, one buffer. */
final class OnnxDirect implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String inputName;
  private final int size;
  private final int bitCount;
  private FloatBuffer buffer = FloatBuffer.allocate(0);

  OnnxDirect(OnnxModels.Network network) {
    size = network.size();
    bitCount = network.bitCount();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(network.file(), options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    inputName = session.getInputNames().iterator().next();
  }

  float[] run(OnnxInputs inputs) {
    int count = inputs.rows().length;
    if (buffer.capacity() != count * size) {
      buffer =
          ByteBuffer.allocateDirect(count * size * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    buffer.clear();
    for (float[] row : inputs.rows()) {
      buffer.put(row);
    }
    buffer.flip();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, buffer, new long[] {count, size});
        OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
      float[] relaxed = new float[count * bitCount];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(relaxed);
      return relaxed;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The signs of what comes out, one code after the other. */
  byte[] codes(OnnxInputs inputs) {
    float[] relaxed = run(inputs);
    int count = inputs.rows().length;
    int length = Codes.byteLength(bitCount);
    byte[] codes = new byte[count * length];
    for (int i = 0; i < count; i++) {
      byte[] code = Codes.pack(Arrays.copyOfRange(relaxed, i * bitCount, (i + 1) * bitCount));
      System.arraycopy(code, 0, codes, i * length, length);
    }
    return codes;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}

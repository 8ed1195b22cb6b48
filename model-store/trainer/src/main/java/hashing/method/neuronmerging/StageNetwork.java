package hashing.method.neuronmerging;

import hashing.train.Saved;
import hashing.train.djl.Network;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** The network between two stages. Not thread-safe. */
final class StageNetwork implements Saved {

  private final IntFunction<Network> plans;
  private Map<String, float[]> values = Map.of();

  /**
   * @param plans of a network by its number of bits
   */
  StageNetwork(IntFunction<Network> plans) {
    this.plans = plans;
  }

  Network plan(int bits) {
    return plans.apply(bits);
  }

  Map<String, float[]> values() {
    return values;
  }

  void set(Map<String, float[]> next) {
    values = next;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(values.size());
    for (Map.Entry<String, float[]> entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      for (float value : entry.getValue()) {
        out.writeFloat(value);
      }
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    Map<String, float[]> read = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      float[] array = new float[in.readInt()];
      for (int i = 0; i < array.length; i++) {
        array[i] = in.readFloat();
      }
      read.put(name, array);
    }
    values = read;
  }
}

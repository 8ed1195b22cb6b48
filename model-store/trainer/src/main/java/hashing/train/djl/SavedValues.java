package hashing.train.djl;

import hashing.train.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network's numbers between sessions, for trainings that change the network on the way. Not
 * thread-safe.
 */
public final class SavedValues implements Saved {

  private Map<String, float[]> values = Map.of();

  /** The numbers by variable, in the order that they were set in. */
  public Map<String, float[]> values() {
    return values;
  }

  /** Replaces the numbers; not copied. */
  public void set(Map<String, float[]> next) {
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

package hashing.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** State of a training that can be written down and taken up again, bit for bit. */
public interface Saved {

  /** Writes the state. */
  void save(DataOutput out) throws IOException;

  /** Takes up a state that {@link #save} wrote for an object made in the same way. */
  void restore(DataInput in) throws IOException;
}

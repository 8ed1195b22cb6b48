package hashing.train.math;

import hashing.train.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Random;

/**
 * {@link Random}, number for number, with a state that can be saved. Saving between the two numbers
 * of a pair that {@link #nextGaussian} makes forgets the second.
 */
public final class SavedRandom extends Random implements Saved {

  private static final long serialVersionUID = 1;
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long MASK = (1L << 48) - 1;

  private long state;

  public SavedRandom(long seed) {
    super(seed);
    state = (seed ^ MULTIPLIER) & MASK;
  }

  @Override
  public synchronized void setSeed(long seed) {
    super.setSeed(seed);
    state = (seed ^ MULTIPLIER) & MASK;
  }

  /** The linear congruential generator that {@link Random} specifies. */
  @Override
  protected int next(int bits) {
    state = (state * MULTIPLIER + 0xB) & MASK;
    return (int) (state >>> (48 - bits));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(state);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    super.setSeed(0); // forgets a second normal number
    state = in.readLong();
  }
}

package hashing.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import hashing.train.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The Adam optimiser with a rate that falls to 0 along a cosine.
 *
 * <p>Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1; its
 * state can be saved.
 */
final class Adam implements Saved {

  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final List<NDArray> parameters;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> squares = new ArrayList<>();
  private final double learningRate;
  private final int steps;
  private int done;

  /**
   * @param manager owns the optimiser's state
   * @param steps until the rate is 0
   */
  Adam(NDManager manager, List<NDArray> parameters, double learningRate, int steps) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.steps = steps;
    for (NDArray parameter : parameters) {
      means.add(manager.zeros(parameter.getShape()));
      squares.add(manager.zeros(parameter.getShape()));
    }
  }

  /** Moves every parameter along its gradient, which is 0 afterwards. */
  void step(NDManager scratch) {
    double along = Math.min(1, (double) done / steps);
    double rate = learningRate * (1 + Math.cos(Math.PI * along)) / 2;
    done++;
    double corrected = rate * Math.sqrt(1 - Math.pow(SECOND, done)) / (1 - Math.pow(FIRST, done));
    for (int i = 0; i < parameters.size(); i++) {
      NDArray gradient = parameters.get(i).getGradient();
      gradient.attach(scratch);
      NDArray mean = means.get(i);
      NDArray square = squares.get(i);
      mean.muli(FIRST).addi(gradient.mul(1 - FIRST));
      square.muli(SECOND).addi(gradient.square().muli(1 - SECOND));
      gradient.muli(0);
      NDArray scale = gradient.add(square).sqrt().addi(EPSILON);
      NDArray move = gradient.add(mean).muli(corrected).divi(scale);
      parameters.get(i).subi(move);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(done);
    for (int i = 0; i < parameters.size(); i++) {
      Torch.save(means.get(i), out);
      Torch.save(squares.get(i), out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    done = in.readInt();
    for (int i = 0; i < parameters.size(); i++) {
      Torch.restore(means.get(i), in);
      Torch.restore(squares.get(i), in);
    }
  }
}

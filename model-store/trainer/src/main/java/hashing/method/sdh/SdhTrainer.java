package hashing.method.sdh;

import hashing.train.HashTrainer;
import hashing.train.Libraries;
import hashing.train.LinearParameters;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.djl.Network;
import hashing.train.djl.NetworkParameters;
import hashing.train.math.Pca;
import hashing.train.math.Permutation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Trains by supervised discrete hashing.
 *
 * <p>Cost: {@code n * anchors^2} once, {@code n * anchors * bits} an iteration. Memory: {@code 8 *
 * n * anchors} bytes.
 */
public final class SdhTrainer implements HashTrainer {

  private final SdhConfig config;

  public SdhTrainer(SdhConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "sdh";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    named.put("rows", config.rows());
    named.put("anchors", config.anchors());
    named.put("iterations", config.iterations());
    named.put("passes", config.passes());
    named.put("lambda", config.lambda());
    named.put("nu", config.nu());
    named.put("ridge", config.ridge());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors all, Progress progress) {
    Random random = new Random(config.seed());
    LabelledVectors data = all.select(Permutation.random(all.size(), random)).spread(config.rows());
    int[] chosen =
        Arrays.copyOf(
            Permutation.random(data.size(), random), Math.min(config.anchors(), data.size()));
    progress.start("kernels", 1);
    Kernels kernels = Kernels.of(data.rows(), chosen);
    DMatrixRMaj phi = kernels.of(data.rows());
    progress.step("");
    double[] values = new double[config.iterations()];
    DMatrixRMaj map = solve(data, phi, random, values, progress);
    double objective = values[values.length - 1] / data.size();
    return new TrainedEncoder(
        kernels.parameters(map),
        ModelCard.of(this, data, Map.of("objective", objective), Libraries.ofNetworks("ejml")));
  }

  /**
   * Takes the steps in turn.
   *
   * @param values receives what is minimised after each iteration
   * @return the map from kernels to relaxed values
   */
  private DMatrixRMaj solve(
      LabelledVectors data, DMatrixRMaj phi, Random random, double[] values, Progress progress) {
    DMatrixRMaj y = new DMatrixRMaj(data.size(), data.classCount());
    DMatrixRMaj b = new DMatrixRMaj(data.size(), config.bits());
    for (int row = 0; row < data.size(); row++) {
      for (int label : data.labelSets().of(row)) {
        y.set(row, label, 1);
      }
      for (int bit = 0; bit < config.bits(); bit++) {
        b.set(row, bit, random.nextBoolean() ? 1 : -1);
      }
    }
    DMatrixRMaj f = b.createLike();
    progress.start("iterations", config.iterations());
    DMatrixRMaj map = null;
    for (int iteration = 0; iteration < config.iterations(); iteration++) {
      DMatrixRMaj w = SdhObjective.leastSquares(b, y, config.lambda());
      map = SdhObjective.leastSquares(phi, b, config.ridge());
      CommonOps_DDRM.mult(phi, map, f);
      for (int pass = 0; pass < config.passes(); pass++) {
        for (int bit = 0; bit < config.bits(); bit++) {
          SdhObjective.solveBit(bit, y, b, w, f, config.nu());
        }
      }
      values[iteration] = SdhObjective.value(y, b, w, f, config.lambda(), config.nu());
      progress.step(String.format(Locale.ROOT, "objective %.4f", values[iteration]));
    }
    return SdhObjective.leastSquares(phi, b, config.ridge());
  }

  /**
   * Kernels with anchors.
   *
   * @param anchors centred
   * @param scale one over the median squared distance of a row and an anchor
   */
  private record Kernels(double[] mean, double[][] anchors, double scale) {

    private static final int SAMPLE = 1000;

    static Kernels of(float[][] rows, int[] chosen) {
      double[] mean = Pca.mean(rows);
      double[][] anchors = new double[chosen.length][];
      for (int i = 0; i < chosen.length; i++) {
        anchors[i] = centred(rows[chosen[i]], mean);
      }
      int sample = Math.min(SAMPLE, rows.length);
      double[] distances = new double[sample * anchors.length];
      for (int row = 0; row < sample; row++) {
        double[] x = centred(rows[row], mean);
        for (int a = 0; a < anchors.length; a++) {
          distances[row * anchors.length + a] = squaredDistance(x, anchors[a]);
        }
      }
      Arrays.sort(distances);
      return new Kernels(mean, anchors, 1 / Math.max(1e-12, distances[distances.length / 2]));
    }

    DMatrixRMaj of(float[][] rows) {
      DMatrixRMaj phi = new DMatrixRMaj(rows.length, anchors.length);
      for (int row = 0; row < rows.length; row++) {
        double[] x = centred(rows[row], mean);
        for (int a = 0; a < anchors.length; a++) {
          phi.set(row, a, Math.exp(-scale * squaredDistance(x, anchors[a])));
        }
      }
      return phi;
    }

    private static double[] centred(float[] row, double[] mean) {
      double[] centred = new double[row.length];
      for (int i = 0; i < row.length; i++) {
        centred[i] = row[i] - mean[i];
      }
      return centred;
    }

    private static double squaredDistance(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
      }
      return sum;
    }

    NetworkParameters parameters(DMatrixRMaj map) {
      int width = mean.length;
      double[] weight = new double[anchors.length * width];
      double[] bias = new double[anchors.length];
      for (int a = 0; a < anchors.length; a++) {
        for (int i = 0; i < width; i++) {
          weight[a * width + i] = 2 * scale * anchors[a][i];
          bias[a] -= scale * anchors[a][i] * anchors[a][i];
        }
      }
      int bits = map.getNumCols();
      double[] head = new double[bits * anchors.length];
      for (int bit = 0; bit < bits; bit++) {
        for (int a = 0; a < anchors.length; a++) {
          head[bit * anchors.length + a] = map.get(a, bit);
        }
      }
      return new NetworkParameters(
          new SdhPlan(width, anchors.length, (float) scale, bits),
          Map.of(
              SdhPlan.MEAN,
              LinearParameters.rounded(mean),
              SdhPlan.KERNEL + ".weight",
              LinearParameters.rounded(weight),
              SdhPlan.KERNEL + ".bias",
              LinearParameters.rounded(bias),
              Network.HEAD + ".weight",
              LinearParameters.rounded(head),
              Network.HEAD + ".bias",
              new float[bits]));
    }
  }
}

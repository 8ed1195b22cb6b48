package hashing.method.spectral;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** Trains by spectral hashing. Labels are not looked at. */
public final class SpectralTrainer implements HashTrainer {

  private final SpectralConfig config;

  public SpectralTrainer(SpectralConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "sh";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    progress.start("principal components", 1);
    Pca pca = Pca.of(data.rows(), Math.min(config.bits(), data.width()));
    DMatrixRMaj projected = pca.project(data.rows());
    progress.step("");
    int directions = projected.getNumCols();
    double[] least = new double[directions];
    double[] length = new double[directions];
    for (int j = 0; j < directions; j++) {
      least[j] = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < projected.getNumRows(); row++) {
        least[j] = Math.min(least[j], projected.get(row, j));
        largest = Math.max(largest, projected.get(row, j));
      }
      length[j] = largest - least[j];
    }
    List<SpectralObjective.Mode> modes = SpectralObjective.smallest(length, config.bits());
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(
        "directions_used",
        (double) modes.stream().mapToInt(SpectralObjective.Mode::direction).distinct().count());
    metrics.put("largest_eigenvalue", modes.getLast().eigenvalue());
    return new TrainedEncoder(
        parameters(pca, least, length, modes),
        ModelCard.of(this, data, metrics, Libraries.ofNetworks("ejml")));
  }

  private NetworkParameters parameters(
      Pca pca, double[] least, double[] length, List<SpectralObjective.Mode> modes) {
    int width = pca.mean().length;
    double[] weight = new double[modes.size() * width];
    double[] bias = new double[modes.size()];
    double[] frequency = new double[modes.size()];
    for (int bit = 0; bit < bias.length; bit++) {
      SpectralObjective.Mode mode = modes.get(bit);
      int j = mode.direction();
      bias[bit] = -least[j] / length[j];
      for (int i = 0; i < width; i++) {
        weight[bit * width + i] = pca.directions().get(i, j) / length[j];
        bias[bit] -= pca.mean()[i] * weight[bit * width + i];
      }
      frequency[bit] = mode.halfWaves() * Math.PI;
    }
    return new NetworkParameters(
        new SpectralPlan(width, modes.size()),
        Map.of(
            Network.HEAD + ".weight",
            LinearParameters.rounded(weight),
            Network.HEAD + ".bias",
            LinearParameters.rounded(bias),
            SpectralPlan.FREQUENCY,
            LinearParameters.rounded(frequency)));
  }
}

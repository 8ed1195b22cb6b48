package hashing.train.data;

import hashing.encode.InputSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Data that tests share: the repository's real images, and clusters from a seed. */
public final class SampleData {

  private SampleData() {}

  /** Folder with the 10,000 test images of Fashion-MNIST. */
  public static Path folder() {
    return Path.of(System.getProperty("hashing.data"));
  }

  /** The 10,000 test images. */
  public static LabelledVectors images() throws IOException {
    return FashionMnist.load(folder(), FashionMnist.Part.TEST);
  }

  /** Normal clouds round centres of chance, as many rows of each. */
  public static LabelledVectors clusters(
      int classes, int perClass, int width, double spread, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[classes * perClass][width];
    int[] labels = new int[rows.length];
    double[][] centres = new double[classes][width];
    for (double[] centre : centres) {
      for (int i = 0; i < width; i++) {
        centre[i] = random.nextGaussian();
      }
    }
    for (int row = 0; row < rows.length; row++) {
      labels[row] = row % classes;
      for (int i = 0; i < width; i++) {
        rows[row][i] = (float) (centres[labels[row]][i] + spread * random.nextGaussian());
      }
    }
    return new LabelledVectors(
        "clusters-" + seed, "0".repeat(64), new InputSpec.Vector(width), rows, labels);
  }
}

package hashing.join;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Codes of pictures: the signs of their principal components, learned from the first of them. Codes
 * as uneven as real ones are, whatever the training.
 *
 * <p>Components are found by orthogonal iteration, a few rounds of it, as their order and last
 * digits do not matter here. Deterministic.
 */
public final class PictureCodes {
  private static final int LEARNED_FROM = 1_000;
  private static final int ROUNDS = 6;
  private static final int MAGIC = 2051;

  private PictureCodes() {}

  /**
   * Codes of all pictures of gzipped IDX files, one behind the other.
   *
   * @param bits a multiple of 8, at most the pixels
   */
  public static byte[] read(List<Path> files, int bits) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (Path file : files) {
      read(file, pictures);
    }
    return of(pictures.toArray(byte[][]::new), bits);
  }

  private static void read(Path file, List<byte[]> pictures) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
      int magic = in.readInt();
      if (magic != MAGIC) {
        throw new IOException(
            file + ": a file of pictures begins with " + MAGIC + ", found " + magic);
      }
      int count = in.readInt();
      int pixels = in.readInt() * in.readInt();
      for (int i = 0; i < count; i++) {
        pictures.add(in.readNBytes(pixels));
      }
    }
  }

  private static byte[] of(byte[][] pictures, int bits) {
    float[] mean = mean(pictures);
    float[][] components = components(covariance(pictures, mean), bits);
    byte[] codes = new byte[pictures.length * bits / 8];
    float[] centred = new float[mean.length];
    for (int i = 0; i < pictures.length; i++) {
      centre(pictures[i], mean, centred);
      for (int bit = 0; bit < bits; bit++) {
        if (dot(components[bit], centred) > 0) {
          codes[(i * bits + bit) / 8] |= (byte) (0x80 >>> (bit % 8));
        }
      }
    }
    return codes;
  }

  private static float[] mean(byte[][] pictures) {
    float[] mean = new float[pictures[0].length];
    for (int i = 0; i < LEARNED_FROM; i++) {
      for (int p = 0; p < mean.length; p++) {
        mean[p] += (pictures[i][p] & 0xFF) / (float) LEARNED_FROM;
      }
    }
    return mean;
  }

  private static void centre(byte[] picture, float[] mean, float[] target) {
    for (int p = 0; p < mean.length; p++) {
      target[p] = (picture[p] & 0xFF) - mean[p];
    }
  }

  private static float[][] covariance(byte[][] pictures, float[] mean) {
    float[][] covariance = new float[mean.length][mean.length];
    float[] centred = new float[mean.length];
    for (int i = 0; i < LEARNED_FROM; i++) {
      centre(pictures[i], mean, centred);
      for (int p = 0; p < mean.length; p++) {
        addScaled(covariance[p], centred, centred[p] / LEARNED_FROM);
      }
    }
    return covariance;
  }

  private static float[][] components(float[][] covariance, int count) {
    Random random = new Random(1);
    float[][] vectors = new float[count][covariance.length];
    for (float[] vector : vectors) {
      for (int p = 0; p < vector.length; p++) {
        vector[p] = (float) random.nextGaussian();
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int v = 0; v < count; v++) {
        float[] product = new float[covariance.length];
        for (int p = 0; p < product.length; p++) {
          product[p] = dot(covariance[p], vectors[v]);
        }
        vectors[v] = product;
      }
      for (int v = 0; v < count; v++) {
        for (int before = 0; before < v; before++) {
          addScaled(vectors[v], vectors[before], -dot(vectors[v], vectors[before]));
        }
        float length = (float) Math.sqrt(dot(vectors[v], vectors[v]));
        for (int p = 0; p < covariance.length; p++) {
          vectors[v][p] /= length;
        }
      }
    }
    return vectors;
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += a[p] * b[p];
    }
    return sum;
  }

  private static void addScaled(float[] target, float[] added, float scale) {
    for (int p = 0; p < target.length; p++) {
      target[p] += scale * added[p];
    }
  }
}

package hashing.train.djl;

import hashing.encode.InputSpec;
import java.util.Random;

/**
 * Mirrors every second image left to right, and shifts all by up to {@code pixels} in both
 * directions; what comes in is 0. Images are {@code [channels][height][width]}.
 */
record ShiftAndFlip(InputSpec.Image image, int pixels) implements RowChange {

  @Override
  public float[] apply(float[] row, Random random) {
    boolean flipped = random.nextBoolean();
    int down = random.nextInt(2 * pixels + 1) - pixels;
    int right = random.nextInt(2 * pixels + 1) - pixels;
    int width = image.width();
    int lines = row.length / width;
    float[] changed = new float[row.length];
    for (int line = 0; line < lines; line++) {
      int y = line % image.height() - down;
      if (y < 0 || y >= image.height()) {
        continue;
      }
      for (int x = 0; x < width; x++) {
        int from = (flipped ? width - 1 - x : x) - right;
        if (from >= 0 && from < width) {
          changed[line * width + x] = row[(line - down) * width + from];
        }
      }
    }
    return changed;
  }
}

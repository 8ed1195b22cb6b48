package hashing.fingerprint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Pictures to ask an encoder for, as BMP files of 24 bits.
 *
 * <p>Noise, in squares of 1, 2, 4 or 8 pixels by turns, between two levels that are drawn for each
 * picture, so that dark, bright, faint and strong ones are among them; every second one in colour.
 * Numbers come from {@link Random} with {@link ProbeSet#mixed} seeds. Gradients, from black to
 * white in eight directions, and the same in colour.
 */
record ProbeImages(int width, int height) {

  /** How many gradients there are. */
  static final int GRADIENTS = 16;

  private static final int HEADER = 54;
  private static final int[][] DIRECTIONS = {
    {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}
  };

  /** A picture's file: gradients are numbers {@code firstGradient} and the 15 behind it. */
  byte[] file(long seed, int number, int firstGradient) {
    int gradient = number - firstGradient;
    byte[] pixels =
        gradient >= 0 && gradient < GRADIENTS
            ? gradient(DIRECTIONS[gradient >> 1], (gradient & 1) == 1)
            : noise(
                new Random(ProbeSet.mixed(seed, number)),
                1 << (number >> 1 & 3),
                (number & 1) == 1);
    return bmp(pixels);
  }

  /** Three bytes a pixel, blue, green, red. */
  private byte[] noise(Random random, int square, boolean colour) {
    int columns = Math.ceilDiv(width, square);
    byte[] cells = new byte[columns * Math.ceilDiv(height, square) * 3];
    int one = random.nextInt(256);
    int other = random.nextInt(256);
    random.nextBytes(cells);
    byte[] pixels = new byte[width * height * 3];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int cell = 3 * (y / square * columns + x / square);
        for (int channel = 0; channel < 3; channel++) {
          int sample = cells[colour ? cell + channel : cell] & 0xFF;
          pixels[at++] = (byte) (one + (other - one) * sample / 255);
        }
      }
    }
    return pixels;
  }

  private byte[] gradient(int[] direction, boolean colour) {
    int most =
        Math.max(1, Math.abs(direction[0]) * (width - 1) + Math.abs(direction[1]) * (height - 1));
    byte[] pixels = new byte[width * height * 3];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        long steps = along(direction[0], x, width) + along(direction[1], y, height);
        int level = (int) (255 * steps / most);
        pixels[at++] = (byte) (colour ? level * level / 255 : level);
        pixels[at++] = (byte) (colour ? 255 - level : level);
        pixels[at++] = (byte) level;
      }
    }
    return pixels;
  }

  private static long along(int direction, int at, int length) {
    return direction == 0 ? 0 : direction > 0 ? at : length - 1 - at;
  }

  private byte[] bmp(byte[] pixels) {
    int rowBytes = (3 * width + 3) / 4 * 4;
    ByteBuffer file =
        ByteBuffer.allocate(HEADER + rowBytes * height).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(HEADER);
    file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
    for (int y = 0; y < height; y++) {
      int row = height - 1 - y; // the lowest comes first
      file.put(HEADER + y * rowBytes, pixels, 3 * width * row, 3 * width);
    }
    return file.array();
  }
}

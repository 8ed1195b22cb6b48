package hashing.encode;

/**
 * GIF files: a screen, and frames to be drawn on it. The first frame is the picture; one that does
 * not cover the screen is refused, as what lies around it is drawn in different ways. Stateless.
 */
final class GifFile {

  private static final int SCREEN = 6;
  private static final int FIRST_BLOCK = 13;

  private GifFile() {}

  static byte[] plain(byte[] file) {
    int at = FIRST_BLOCK + tableSize(file[10]);
    while (file[at] == 0x21) {
      at += 2;
      while (file[at] != 0) {
        at += 1 + (file[at] & 0xFF);
      }
      at++;
    }
    if (file[at] != 0x2C) {
      throw new RefusedImage("found a gif image without a frame");
    }
    int left = number(file, at + 1);
    int top = number(file, at + 3);
    int width = number(file, at + 5);
    int height = number(file, at + 7);
    int screenWidth = number(file, SCREEN);
    int screenHeight = number(file, SCREEN + 2);
    if (left != 0 || top != 0 || width != screenWidth || height != screenHeight) {
      throw new RefusedImage(
          String.format(
              java.util.Locale.ROOT,
              "found a gif image whose first frame, %d x %d pixels at %d, %d, does not cover its"
                  + " screen of %d x %d, allowed are those that do",
              width,
              height,
              left,
              top,
              screenWidth,
              screenHeight));
    }
    return file;
  }

  private static int tableSize(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int number(byte[] file, int at) {
    return (file[at] & 0xFF) | (file[at + 1] & 0xFF) << 8;
  }
}

package hashing.encode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * JPEG files: segments of marker, length and data; behind a scan's header, its entropy-coded bytes.
 *
 * <p>Application segments (EXIF, colour profiles, thumbnails) and comments are taken out. What they
 * say of the colours is kept as the one marker that every decoder understands: three components are
 * YCbCr, unless there is no JFIF marker and either an Adobe marker or the components' names say
 * RGB, which is libjpeg's rule. Stateless.
 */
final class JpegFile {

  /** A progressive file may have thousands, each of which costs a pass over all pixels. */
  private static final int MAX_SCANS = 100;

  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };
  private static final byte[] ADOBE_RGB = {
    (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  private final byte[] file;
  private final ByteArrayOutputStream kept;
  private boolean jfif;
  private int adobeTransform = -1;
  private int components;
  private boolean namedRgb;
  private int scans;

  private JpegFile(byte[] file) {
    this.file = file;
    this.kept = new ByteArrayOutputStream(file.length);
  }

  static byte[] plain(byte[] file) {
    JpegFile jpeg = new JpegFile(file);
    int at = 2;
    while (at >= 0) {
      at = jpeg.segment(at);
    }
    byte[] head = jpeg.head();
    byte[] body = jpeg.kept.toByteArray();
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  /** Reads the segment at a place and gives the next one's, -1 behind the last. */
  private int segment(int start) {
    int at = start;
    while ((file[at] & 0xFF) == 0xFF && (file[at + 1] & 0xFF) == 0xFF) {
      at++; // fill bytes
    }
    if ((file[at] & 0xFF) != 0xFF) {
      throw new RefusedImage(
          "found a damaged or unusual jpeg image (no marker at byte " + at + ")");
    }
    int marker = file[at + 1] & 0xFF;
    if (marker == END) {
      kept.write(file, at, 2);
      return -1;
    }
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
      return at + 2;
    }
    int length = 2 + (ByteBuffer.wrap(file).getShort(at + 2) & 0xFFFF);
    read(marker, at + 4);
    int end = at + length;
    if (marker == SCAN) {
      end = scanEnd(end);
    }
    boolean application = marker >= 0xE0 && marker <= 0xEF;
    if (!application && marker != 0xFE) {
      kept.write(file, at, Math.min(end, file.length) - at);
    }
    return end < file.length ? end : cut();
  }

  private static int cut() {
    throw new RefusedImage("found a jpeg image that was cut short");
  }

  private void read(int marker, int data) {
    if (marker == 0xE0 && starts(data, "JFIF")) {
      jfif = true;
    } else if (marker == 0xEE && starts(data, "Adobe")) {
      adobeTransform = file[data + 11] & 0xFF;
    } else if (marker >= 0xC0
        && marker <= 0xCF
        && marker != 0xC4
        && marker != 0xC8
        && marker != 0xCC) {
      frame(data);
    } else if (marker == SCAN && ++scans > MAX_SCANS) {
      throw new RefusedImage(
          "found a jpeg image of more than " + MAX_SCANS + " scans, allowed are " + MAX_SCANS);
    }
  }

  private void frame(int data) {
    components = file[data + 5] & 0xFF;
    if (components != 1 && components != 3) {
      throw new RefusedImage(
          String.format(
              Locale.ROOT,
              "found a jpeg image of %d colour channels%s, allowed are 1 (grey) and 3 (RGB or YCbCr)",
              components,
              components == 4 ? " (CMYK)" : ""));
    }
    namedRgb =
        components == 3 && file[data + 6] == 'R' && file[data + 9] == 'G' && file[data + 12] == 'B';
  }

  private boolean starts(int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (file[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return file[at + text.length()] == 0 || text.equals("Adobe");
  }

  /** Behind entropy-coded bytes: the next marker that is neither stuffing nor a restart. */
  private int scanEnd(int start) {
    for (int at = start; at + 1 < file.length; at++) {
      int next = file[at + 1] & 0xFF;
      if ((file[at] & 0xFF) == 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
        return at;
      }
    }
    return file.length;
  }

  private byte[] head() {
    boolean rgb =
        components == 3 && !jfif && (adobeTransform >= 0 ? adobeTransform == 0 : namedRgb);
    byte[] colours = components == 1 ? new byte[0] : rgb ? ADOBE_RGB : JFIF;
    return ByteBuffer.allocate(2 + colours.length).put(file, 0, 2).put(colours).array();
  }
}

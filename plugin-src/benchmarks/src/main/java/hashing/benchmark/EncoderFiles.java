package hashing.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures and a text to measure encoders on, drawn from a seed. */
final class EncoderFiles {

  static final Charset CHARSET = StandardCharsets.UTF_8;

  private static final long SEED = 20261121L;

  private EncoderFiles() {}

  /** Files by name. */
  static Map<String, byte[]> draw() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("320x240.jpg", write(picture(320, 240), "jpg"));
    files.put("1600x1200.jpg", write(picture(1600, 1200), "jpg"));
    files.put("512x512.png", write(picture(512, 512), "png"));
    files.put("words-200.txt", words(200).getBytes(CHARSET));
    return files;
  }

  /** Name, bytes and SHA-256 of each. */
  static List<Map<String, Object>> described(Map<String, byte[]> files) {
    List<Map<String, Object>> described = new ArrayList<>();
    files.forEach((name, bytes) -> {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("name", name);
      file.put("bytes", bytes.length);
      file.put("sha256", sha256(bytes));
      described.add(file);
    });
    return described;
  }

  private static BufferedImage picture(int width, int height) {
    Random random = new Random(SEED);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    pen.fillRect(0, 0, width, height);
    for (int i = 0; i < 60; i++) {
      pen.setColor(new Color(random.nextInt(1 << 24)));
      pen.setStroke(new BasicStroke(1 + random.nextInt(9)));
      int x = random.nextInt(width);
      int y = random.nextInt(height);
      int size = width / 20 + random.nextInt(width / 6);
      if (i % 3 == 0) {
        pen.fillOval(x - size / 2, y - size / 2, size, size);
      } else {
        pen.drawLine(x, y, random.nextInt(width), random.nextInt(height));
      }
    }
    pen.dispose();
    for (int i = 0; i < width * height; i++) {
      int noise = random.nextInt(8) * 0x010101;
      image.setRGB(i % width, i / width, (image.getRGB(i % width, i / width) & 0xF8F8F8) | noise);
    }
    return image;
  }

  private static String words(int count) {
    Random random = new Random(SEED);
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      for (int letters = 2 + random.nextInt(8); letters > 0; letters--) {
        words.append((char) ('a' + random.nextInt(26)));
      }
      words.append(' ');
    }
    return words.toString();
  }

  private static byte[] write(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, format, file);
    return file.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

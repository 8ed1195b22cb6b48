package hashing.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;

/**
 * The test images of Fashion-MNIST, read from the IDX files that they are published as: 10,000 grey
 * pictures of 28 x 28, each of one of ten kinds of clothing.
 */
final class DemoData {

  private static final List<String> LABELS =
      List.of(
          "T-shirt",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private static final int IMAGES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;

  private final byte[][] images;
  private final byte[] labels;
  private final int width;
  private final int height;

  private DemoData(byte[][] images, byte[] labels, int width, int height) {
    this.images = images;
    this.labels = labels;
    this.width = width;
    this.height = height;
  }

  /** Reads both files of a folder. */
  static DemoData read(Path folder) throws IOException {
    byte[] labels;
    try (DataInputStream in = open(folder.resolve("t10k-labels-idx1-ubyte.gz"), LABELS_MAGIC)) {
      labels = new byte[in.readInt()];
      in.readFully(labels);
    }
    try (DataInputStream in = open(folder.resolve("t10k-images-idx3-ubyte.gz"), IMAGES_MAGIC)) {
      int count = in.readInt();
      int height = in.readInt();
      int width = in.readInt();
      if (count != labels.length) {
        throw new IOException("Found " + count + " images and " + labels.length + " labels");
      }
      byte[][] images = new byte[count][width * height];
      for (byte[] image : images) {
        in.readFully(image);
      }
      return new DemoData(images, labels, width, height);
    }
  }

  private static DataInputStream open(Path file, int magic) throws IOException {
    DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)));
    int found = in.readInt();
    if (found != magic) {
      in.close();
      throw new IOException(file + " starts with " + found + ", needed is " + magic);
    }
    return in;
  }

  /** Number of pictures. */
  int size() {
    return images.length;
  }

  /** What a picture shows. */
  String label(int id) {
    return LABELS.get(labels[id]);
  }

  /** Every kind of clothing. */
  static List<String> labels() {
    return LABELS;
  }

  /** A picture as PNG, in base64. */
  String png(int id) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, width, height, images[id]);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(picture, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(png.toByteArray());
  }
}

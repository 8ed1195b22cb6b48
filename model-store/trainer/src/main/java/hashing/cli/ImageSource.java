package hashing.cli;

import hashing.train.data.GreyPng;
import hashing.train.data.IdxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Images to encode, one file's bytes at a time: those of a folder, or of one idx file. */
interface ImageSource {

  /** How many. */
  int size();

  /** The file of one image; an idx file's image becomes a PNG. */
  byte[] image(int index) throws IOException;

  /** Names of the images; empty where they have none. */
  List<String> names();

  /**
   * Opens a folder or an idx file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a folder has no PNG or JPEG file
   */
  static ImageSource open(Path path) throws IOException {
    return Files.isDirectory(path) ? folder(path) : idx(IdxFile.readImages(path));
  }

  private static ImageSource idx(IdxFile.Images images) {
    return new ImageSource() {
      @Override
      public int size() {
        return images.pixels().length;
      }

      @Override
      public byte[] image(int index) {
        return GreyPng.write(images.pixels()[index], images.height(), images.width());
      }

      @Override
      public List<String> names() {
        return List.of();
      }
    };
  }

  private static ImageSource folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(ImageSource::isImage).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "[--in] is [" + folder + "], which has no file named .png, .jpg or .jpeg");
    }
    return new ImageSource() {
      @Override
      public int size() {
        return files.size();
      }

      @Override
      public byte[] image(int index) throws IOException {
        return Files.readAllBytes(files.get(index));
      }

      @Override
      public List<String> names() {
        return files.stream().map(file -> file.getFileName().toString()).toList();
      }
    };
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }
}

package hashing.cli;

import hashing.encode.EncoderInput;
import hashing.encode.InputKind;
import hashing.train.data.GreyPng;
import hashing.train.data.IdxFile;
import hashing.train.data.PictureFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Items to encode, one at a time: images of a folder or of one idx file, or a file's lines. */
interface InputSource {

  /** How many. */
  int size();

  /** One of them; an idx file's image becomes a PNG. */
  EncoderInput input(int index) throws IOException;

  /** Names of the items; empty where they have none. */
  List<String> names();

  /**
   * Opens a file of lines for a model of texts, else a folder or an idx file of images.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a folder has no file named as a picture, or the model takes
   *     vectors
   */
  static InputSource open(Path path, InputKind kind) throws IOException {
    return switch (kind) {
      case TEXT -> lines(Files.readAllLines(path));
      case IMAGE -> Files.isDirectory(path) ? folder(path) : idx(IdxFile.readImages(path));
      case VECTOR ->
          throw new IllegalArgumentException(
              "[--model] takes vectors; models of images and of texts are allowed");
    };
  }

  private static InputSource lines(List<String> lines) {
    return new InputSource() {
      @Override
      public int size() {
        return lines.size();
      }

      @Override
      public EncoderInput input(int index) {
        return new EncoderInput.Text(lines.get(index));
      }

      @Override
      public List<String> names() {
        return List.of();
      }
    };
  }

  private static InputSource idx(IdxFile.Images images) {
    return new InputSource() {
      @Override
      public int size() {
        return images.pixels().length;
      }

      @Override
      public EncoderInput input(int index) {
        return new EncoderInput.Image(
            GreyPng.write(images.pixels()[index], images.height(), images.width()));
      }

      @Override
      public List<String> names() {
        return List.of();
      }
    };
  }

  private static InputSource folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(PictureFolder::isPicture).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "[--in] is ["
              + folder
              + "], which has no file named .png, .jpg, .jpeg, .webp, .gif or .bmp");
    }
    return new InputSource() {
      @Override
      public int size() {
        return files.size();
      }

      @Override
      public EncoderInput input(int index) throws IOException {
        return new EncoderInput.Image(Files.readAllBytes(files.get(index)));
      }

      @Override
      public List<String> names() {
        return files.stream().map(file -> file.getFileName().toString()).toList();
      }
    };
  }
}

package hashing.encode.onnx;

/** Messages of native libraries, which quote names from a file: kept short and printable. */
final class Reasons {

  private static final int SHOWN = 300;

  private Reasons() {}

  static String plain(Throwable reason) {
    return plain(String.valueOf(reason.getMessage()));
  }

  static String plain(String text) {
    String message = text.replaceAll("[^ -~]+", " ").strip();
    return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "...";
  }
}

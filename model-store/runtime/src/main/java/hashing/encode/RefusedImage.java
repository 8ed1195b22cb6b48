package hashing.encode;

/** An image file that is refused, in our own words, apart from what a decoder throws. */
final class RefusedImage extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  RefusedImage(String message) {
    super(message);
  }
}

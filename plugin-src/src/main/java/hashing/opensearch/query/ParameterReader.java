package hashing.opensearch.query;

import static hashing.opensearch.query.HammingQueryBuilder.NAME;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;

/**
 * Reads single values of a {@code hamming} query's body. What is wrong ends in a {@link
 * ParsingException} that names the field, what was found and what is allowed.
 */
class ParameterReader {
  private static final int MAX_NUMBER_LENGTH = 40;

  final XContentParser parser;
  final String field;

  ParameterReader(XContentParser parser, String field) {
    this.parser = parser;
    this.field = field;
  }

  final String text(String name) throws IOException {
    Token token = parser.currentToken();
    if (token != Token.VALUE_STRING && token != Token.VALUE_NUMBER) {
      throw failure("takes a string as [%s], found %s", name, found(parser));
    }
    return parser.text();
  }

  final boolean bool(String name) throws IOException {
    if (!parser.isBooleanValue()) {
      throw failure("takes [true] or [false] as [%s], found %s", name, found(parser));
    }
    return parser.booleanValue();
  }

  /** An integer; written as a string too, since a search template may quote it. */
  final int integer(String name, int min, int max) throws IOException {
    String allowed = String.format(Locale.ROOT, "an integer from [%d] to [%d]", min, max);
    BigInteger value = exact(name, allowed);
    if (value.bitLength() >= Integer.SIZE || value.intValue() < min || value.intValue() > max) {
      throw failure("takes %s as [%s], found [%s]", allowed, name, value);
    }
    return value.intValue();
  }

  final BigInteger exact(String name, String allowed) throws IOException {
    BigDecimal value = decimal(name, allowed);
    if (value.precision() - value.scale() <= MAX_NUMBER_LENGTH) {
      try {
        return value.toBigIntegerExact();
      } catch (ArithmeticException e) {
        // It has a fraction: said below.
      }
    }
    throw failure("takes %s as [%s], found [%s]", allowed, name, value);
  }

  final BigDecimal number(String name) throws IOException {
    return decimal(name, "a number");
  }

  private BigDecimal decimal(String name, String allowed) throws IOException {
    BigDecimal value = decimal();
    if (value == null) {
      throw failure("takes %s as [%s], found %s", allowed, name, found(parser));
    }
    return value;
  }

  /** The number at hand, null where there is none. */
  final BigDecimal decimal() throws IOException {
    Token token = parser.currentToken();
    if (token != Token.VALUE_NUMBER && token != Token.VALUE_STRING) {
      return null;
    }
    String text = parser.text();
    if (text.length() > MAX_NUMBER_LENGTH) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static final String found(XContentParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_NULL -> "[null]";
      case VALUE_STRING -> "the string [" + shortened(parser.text()) + "]";
      case VALUE_EMBEDDED_OBJECT -> "binary";
      case null -> "the end";
      default -> "[" + shortened(parser.text()) + "]";
    };
  }

  private static String shortened(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "...";
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library of ours
  final ParsingException failure(String format, Object... arguments) {
    return new ParsingException(
        parser.getTokenLocation(),
        "["
            + NAME
            + "] query on field ["
            + field
            + "] "
            + (arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments)));
  }
}

package hashing.opensearch.join;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeSet;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;

/**
 * Reads a request's body. What is wrong ends in a {@link ParsingException} that names the
 * parameter, what was found and what is allowed.
 */
final class BodyReader {
  private static final int MAX_SHOWN = 64;

  final XContentParser parser;
  private final String endpoint;

  BodyReader(XContentParser parser, String endpoint) {
    this.parser = parser;
    this.endpoint = endpoint;
  }

  /** Reads one parameter's value. */
  @FunctionalInterface
  interface ValueReader {
    void read() throws IOException;
  }

  /** The whole body, an object. */
  void body(Map<String, ValueReader> parameters) throws IOException {
    if (parser.nextToken() == null) {
      throw failure("takes a body, found none; " + allowed(parameters));
    }
    object("the body", parameters);
    if (parser.nextToken() != null) {
      throw failure("takes one object as its body, found more behind it");
    }
  }

  /** The object at hand. */
  void object(String name, Map<String, ValueReader> parameters) throws IOException {
    if (parser.currentToken() != Token.START_OBJECT) {
      throw failure("takes an object as " + name + ", found " + found());
    }
    TreeSet<String> seen = new TreeSet<>();
    while (parser.nextToken() != Token.END_OBJECT) {
      String parameter = parser.currentName();
      ValueReader reader = parameters.get(parameter);
      if (reader == null) {
        throw failure("takes no [" + parameter + "] in " + name + "; " + allowed(parameters));
      }
      if (!seen.add(parameter)) {
        throw failure("takes [" + parameter + "] once in " + name + ", found it again");
      }
      parser.nextToken();
      reader.read();
    }
  }

  private static String allowed(Map<String, ValueReader> parameters) {
    return "allowed are " + new TreeSet<>(parameters.keySet());
  }

  String text(String name) throws IOException {
    if (parser.currentToken() != Token.VALUE_STRING || parser.text().isEmpty()) {
      throw failure("takes a string as [" + name + "], found " + found());
    }
    return parser.text();
  }

  int integer(String name, int min, int max) throws IOException {
    return (int) number(name, min, max);
  }

  /** A whole number. */
  long number(String name, long min, long max) throws IOException {
    if (parser.currentToken() == Token.VALUE_NUMBER && parser.text().length() <= MAX_SHOWN) {
      try {
        long value = new BigDecimal(parser.text()).longValueExact();
        if (value >= min && value <= max) {
          return value;
        }
      } catch (ArithmeticException e) {
        // It has a fraction or is too large: said below.
      }
    }
    throw failure(
        "takes an integer from [" + min + "] to [" + max + "] as [" + name + "], found " + found());
  }

  QueryBuilder filter(String name) throws IOException {
    if (parser.currentToken() != Token.START_OBJECT) {
      throw failure("takes a query as [" + name + "], found " + found());
    }
    return AbstractQueryBuilder.parseInnerQueryBuilder(parser);
  }

  String found() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_NULL -> "[null]";
      case VALUE_STRING -> "the string [" + shortened(parser.text()) + "]";
      case null -> "the end";
      default -> "[" + shortened(parser.text()) + "]";
    };
  }

  private static String shortened(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  ParsingException failure(String problem) {
    return new ParsingException(parser.getTokenLocation(), "[" + endpoint + "] " + problem);
  }
}

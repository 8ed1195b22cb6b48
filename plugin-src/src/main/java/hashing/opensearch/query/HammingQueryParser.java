package hashing.opensearch.query;

import static hashing.opensearch.query.HammingQueryBuilder.MAX_CODES;
import static hashing.opensearch.query.HammingQueryBuilder.MAX_K;
import static hashing.opensearch.query.HammingQueryBuilder.NAME;

import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.encode.InputSpec;
import hashing.opensearch.model.EncoderInputs;
import hashing.opensearch.model.ModelRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.opensearch.common.xcontent.SuggestingErrorOnUnknown;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;

/**
 * Reads the body of a {@code hamming} query. Whatever is wrong with it ends in a {@link
 * ParsingException} that names the parameter, what was found and what is allowed.
 */
final class HammingQueryParser extends ParameterReader {
  private static final List<String> TARGETS =
      List.of("code", "codes", "like", "query_text", "query_image", "query_vector");
  private static final List<String> PARAMETERS =
      List.of(
          "code",
          "codes",
          "like",
          "query_text",
          "query_image",
          "query_vector",
          "k",
          "max_distance",
          "filter",
          "model_id",
          "weights",
          "rescore",
          "budget",
          "ignore_unmapped",
          "boost",
          "_name");
  private static final List<String> LIKE_PARAMETERS = List.of("index", "id", "path", "routing");

  /** In characters; the path is matched with every object on its way. */
  static final int MAX_PATH_LENGTH = 1000;

  private Target target;
  private String targetParameter;
  private Integer k;
  private Integer maxDistance;
  private QueryBuilder filter;
  private String modelId;
  private float[] weights;
  private Float oversampleFactor;
  private Integer budget;
  private boolean ignoreUnmapped;
  private float boost = AbstractQueryBuilder.DEFAULT_BOOST;
  private String queryName;

  private HammingQueryParser(XContentParser parser, String field) {
    super(parser, field);
  }

  /** Reads from the opening brace behind the query's name to the closing one. */
  static HammingQueryBuilder parse(XContentParser parser, ModelRegistry models) throws IOException {
    if (parser.nextToken() != Token.FIELD_NAME) {
      throw new ParsingException(
          parser.getTokenLocation(), "[" + NAME + "] query names no field, one is required");
    }
    HammingQueryParser body = new HammingQueryParser(parser, parser.currentName());
    if (parser.nextToken() != Token.START_OBJECT) {
      throw body.failure("takes an object, found " + found(parser));
    }
    body.readParameters();
    if (parser.nextToken() != Token.END_OBJECT) {
      String next = parser.currentName();
      throw body.failure(
          PARAMETERS.contains(next)
              ? "is followed by [" + next + "], which belongs inside the field's object"
              : "is followed by a second field [" + next + "], a query takes one");
    }
    return body.build(models);
  }

  private void readParameters() throws IOException {
    while (parser.nextToken() != Token.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "code" -> target(name, new Target.Codes(List.of(code(name)), null));
        case "codes" -> target(name, new Target.Codes(codes(), null));
        case "like" -> target(name, like());
        case "query_text" -> target(name, new Target.Content(new EncoderInput.Text(text(name))));
        case "query_image" -> target(name, new Target.Content(image(name)));
        case "query_vector" ->
            target(name, new Target.Content(new EncoderInput.Vector(floats(name))));
        case "k" -> k = integer(name, 1, MAX_K);
        case "max_distance" -> maxDistance = integer(name, 0, Codes.MAX_BIT_COUNT);
        case "filter" -> filter = filter();
        case "model_id" -> modelId = text(name);
        case "weights" -> weights = floats(name);
        case "rescore" -> oversampleFactor = rescore();
        case "budget" -> budget = integer(name, 1, Integer.MAX_VALUE);
        case "ignore_unmapped" -> ignoreUnmapped = bool(name);
        case "boost" -> boost = number(name).floatValue();
        case "_name" -> queryName = text(name);
        default ->
            throw failure(
                "does not know [%s];%s allowed are %s",
                name, SuggestingErrorOnUnknown.suggest(name, PARAMETERS), PARAMETERS);
      }
    }
  }

  private HammingQueryBuilder build(ModelRegistry models) {
    if (target == null) {
      throw failure("has nothing to be near to; exactly one of %s is required", TARGETS);
    }
    if (k == null && maxDistance == null) {
      throw failure("has neither [k] nor [max_distance]; at least one is required");
    }
    if (boost < 0 || !Float.isFinite(boost)) {
      throw failure("takes a [boost] of 0 or more, found [%s]", boost);
    }
    HammingQueryBuilder query = new HammingQueryBuilder(field, target, k, maxDistance, models);
    query.rescore(checkedRescore()).budget(checkedBudget());
    query.setFilter(filter).modelId(modelId).ignoreUnmapped(ignoreUnmapped);
    return query.boost(boost).queryName(queryName);
  }

  private Rescore checkedRescore() {
    if (weights == null && oversampleFactor == null) {
      return null;
    }
    Rescore rescore = new Rescore(oversampleFactor == null ? 1 : oversampleFactor, weights);
    if (k == null) {
      throw failure("has [%s] without [k]", weights == null ? "rescore" : "weights");
    }
    if (rescore.considered(k) > MAX_K) {
      throw failure(
          "takes [k] times [oversample_factor] up to [%d], found [%d]",
          MAX_K, rescore.considered(k));
    }
    if (weights == null && !(target instanceof Target.Content)) {
      throw failure(
          "has [rescore] with [%s] but without [weights]; allowed are [weights], or content to"
              + " encode, whose model gives them",
          targetParameter);
    }
    return rescore;
  }

  private Integer checkedBudget() {
    if (budget != null && (k == null || weights != null || oversampleFactor != null)) {
      throw failure(
          "has [budget], which needs [k] and goes neither with [weights] nor with [rescore]");
    }
    return budget;
  }

  private void target(String name, Target found) {
    if (target != null) {
      throw failure(
          "has both [%s] and [%s]; exactly one of %s is allowed", targetParameter, name, TARGETS);
    }
    target = found;
    targetParameter = name;
  }

  private Object code(String name) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.text();
      case VALUE_NUMBER -> {
        BigInteger number = exact(name, "an integer");
        yield number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
      }
      case START_ARRAY -> bytes(name);
      default ->
          throw failure(
              "takes a string in the field's format or an array of bytes as [%s], found %s",
              name, found(parser));
    };
  }

  private BytesRef bytes(String name) throws IOException {
    byte[] bytes = new byte[64];
    int length = 0;
    while (parser.nextToken() != Token.END_ARRAY) {
      if (length == Codes.MAX_BIT_COUNT) {
        throw failure("takes at most [%d] bytes as [%s]", length, name);
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      bytes[length] = (byte) integer(name + "[" + length + "]", Byte.MIN_VALUE, 255);
      length++;
    }
    return new BytesRef(bytes, 0, length);
  }

  private List<Object> codes() throws IOException {
    if (parser.currentToken() != Token.START_ARRAY) {
      throw failure("takes an array of codes as [codes], found %s", found(parser));
    }
    List<Object> codes = new ArrayList<>();
    while (parser.nextToken() != Token.END_ARRAY) {
      if (codes.size() == MAX_CODES) {
        throw failure(
            "takes 1 to [%d] codes as [codes], found at least [%d]", MAX_CODES, MAX_CODES + 1);
      }
      codes.add(code("codes[" + codes.size() + "]"));
    }
    if (codes.isEmpty()) {
      throw failure("takes 1 to [%d] codes as [codes], found [0]", MAX_CODES);
    }
    return codes;
  }

  private Target.Like like() throws IOException {
    if (parser.currentToken() != Token.START_OBJECT) {
      throw failure("takes an object with %s as [like], found %s", LIKE_PARAMETERS, found(parser));
    }
    String index = null;
    String id = null;
    String path = null;
    String routing = null;
    while (parser.nextToken() != Token.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "index" -> index = text("like." + name);
        case "id" -> id = text("like." + name);
        case "path" -> path = text("like." + name);
        case "routing" -> routing = text("like." + name);
        default ->
            throw failure(
                "does not know [like.%s];%s allowed are %s",
                name, SuggestingErrorOnUnknown.suggest(name, LIKE_PARAMETERS), LIKE_PARAMETERS);
      }
    }
    if (index == null || id == null) {
      throw failure("has [like] without [%s], which is required", index == null ? "index" : "id");
    }
    int pathLength = (path == null ? field : path).length();
    if (pathLength > MAX_PATH_LENGTH) {
      throw failure(
          "takes at most [%d] characters as [like.path], which is the field's name where it is not"
              + " given, found [%d]",
          MAX_PATH_LENGTH, pathLength);
    }
    return new Target.Like(index, id, path, routing);
  }

  private EncoderInput image(String name) throws IOException {
    try {
      return EncoderInputs.image(text(name));
    } catch (IllegalArgumentException e) {
      throw failure("takes an image as [%s]: %s", name, e.getMessage());
    }
  }

  private float[] floats(String name) throws IOException {
    if (parser.currentToken() != Token.START_ARRAY) {
      throw failure("takes an array of numbers as [%s], found %s", name, found(parser));
    }
    float[] vector = new float[64];
    int length = 0;
    while (parser.nextToken() != Token.END_ARRAY) {
      if (length == InputSpec.MAX_SIZE) {
        throw failure(
            "takes at most [%d] numbers as [%s], found at least [%d]", length, name, length + 1);
      }
      if (length == vector.length) {
        vector = Arrays.copyOf(vector, Math.min(2 * length, InputSpec.MAX_SIZE));
      }
      BigDecimal number = decimal();
      if (number == null) {
        throw failure("takes a number as [%s[%d]], found %s", name, length, found(parser));
      }
      vector[length] = number.floatValue();
      if (!Float.isFinite(vector[length])) {
        throw failure(
            "takes finite 32-bit floats as [%s], found [%s] at [%d]", name, vector[length], length);
      }
      length++;
    }
    return Arrays.copyOf(vector, length);
  }

  /** By how much more than k is considered, null for no re-scoring. */
  private Float rescore() throws IOException {
    if (parser.isBooleanValue()) {
      return parser.booleanValue() ? 1f : null;
    }
    if (parser.currentToken() != Token.START_OBJECT) {
      throw failure("takes [true] or an object as [rescore], found %s", found(parser));
    }
    float factor = 1;
    while (parser.nextToken() != Token.END_OBJECT) {
      String name = "rescore." + parser.currentName();
      parser.nextToken();
      if (!name.equals("rescore.oversample_factor")) {
        throw failure("does not know [%s]; allowed is [rescore.oversample_factor]", name);
      }
      factor = number(name).floatValue();
      if (!(factor >= 1 && factor <= MAX_K)) {
        throw failure("takes a number from [1] to [%d] as [%s], found [%s]", MAX_K, name, factor);
      }
    }
    return factor;
  }

  private QueryBuilder filter() throws IOException {
    if (parser.currentToken() != Token.START_OBJECT) {
      throw failure("takes one query as [filter], found %s", found(parser));
    }
    return AbstractQueryBuilder.parseInnerQueryBuilder(parser);
  }
}

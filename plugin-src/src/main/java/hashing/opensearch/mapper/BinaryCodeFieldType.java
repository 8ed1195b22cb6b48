package hashing.opensearch.mapper;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.opensearch.index.fielddata.IndexFieldData;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.TextSearchInfo;
import org.opensearch.index.mapper.ValueFetcher;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.DocValueFormat;
import org.opensearch.search.lookup.SearchLookup;

/**
 * What a search knows of a {@code binary_code} field: the size of its codes, how they are written,
 * and whose they are. Immutable.
 */
public final class BinaryCodeFieldType extends MappedFieldType {
  private final int bitCount;
  private final CodeFormat format;
  private final String modelId;
  private final String searchModelId;

  BinaryCodeFieldType(
      String name,
      int bitCount,
      CodeFormat format,
      String modelId,
      String searchModelId,
      Map<String, String> meta) {
    super(name, true, false, false, TextSearchInfo.NONE, meta);
    this.bitCount = bitCount;
    this.format = format;
    this.modelId = modelId;
    this.searchModelId = searchModelId;
  }

  /**
   * The field of a mapping as OpenSearch writes it, defaults included; null where its type is
   * another.
   */
  public static BinaryCodeFieldType of(String name, Map<?, ?> mapping) {
    if (!BinaryCodeFieldMapper.CONTENT_TYPE.equals(mapping.get("type"))) {
      return null;
    }
    return new BinaryCodeFieldType(
        name,
        ((Number) mapping.get("bits")).intValue(),
        CodeFormat.of((String) mapping.get("format")),
        (String) mapping.get("model_id"),
        (String) mapping.get("search_model_id"),
        Map.of());
  }

  /**
   * The field of a shard's mapping, null where there is none of that name.
   *
   * @throws IllegalArgumentException if it is of another type; the message names both
   */
  public static BinaryCodeFieldType of(QueryShardContext context, String name) {
    MappedFieldType mapped = context.fieldMapper(name);
    if (mapped == null) {
      return null;
    }
    if (mapped.unwrap() instanceof BinaryCodeFieldType field) {
      return field;
    }
    throw new IllegalArgumentException(
        "field ["
            + name
            + "] has type ["
            + mapped.typeName()
            + "], allowed is ["
            + BinaryCodeFieldMapper.CONTENT_TYPE
            + "]");
  }

  /** Bits of a code. */
  public int bitCount() {
    return bitCount;
  }

  /** Bytes of a code. */
  public int byteLength() {
    return Codes.byteLength(bitCount);
  }

  /** How codes are written. */
  public CodeFormat format() {
    return format;
  }

  /** The model whose codes these are, null where they belong to none. */
  public String modelId() {
    return modelId;
  }

  /** The model that encodes queries: {@code search_model_id}, else {@code model_id}, else null. */
  public String searchModelId() {
    return searchModelId == null ? modelId : searchModelId;
  }

  String searchModelIdOrNull() {
    return searchModelId;
  }

  /** Writes a code in the field's format. */
  public String format(byte[] code) {
    return format.format(code, bitCount);
  }

  /**
   * Reads one code.
   *
   * @param value a string in the field's format; an integer where that is {@code long}; the code's
   *     bytes as {@code byte[]}, {@link BytesRef}, {@code int[]} or list of numbers, -128 to 255
   *     each; or a list of one of these
   * @throws IllegalArgumentException for anything else; the message names the field, what was found
   *     and what is allowed
   */
  public byte[] parse(Object value) {
    try {
      return read(value);
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage());
    }
  }

  private byte[] read(Object value) {
    return switch (value) {
      case String text -> format.parse(text, bitCount);
      case BytesRef bytes -> Codes.check(BytesRef.deepCopyOf(bytes).bytes, bitCount);
      case byte[] bytes -> Codes.check(bytes.clone(), bitCount);
      case int[] bytes -> CodeFormat.fromBytes(bytes, bitCount);
      case List<?> list -> readList(list);
      case Number number when format == CodeFormat.LONG && isInteger(number) ->
          format.parse(number.toString(), bitCount);
      case null, default ->
          throw new IllegalArgumentException(
              "found " + describe(value) + guess(value) + ", allowed are " + allowed());
    };
  }

  private String guess(Object value) {
    return value instanceof Number number ? format.guess(number, bitCount) : "";
  }

  private byte[] readList(List<?> list) {
    if (list.size() == 1 && !(list.get(0) instanceof Number)) {
      return read(list.get(0));
    }
    if (list.stream().anyMatch(e -> e instanceof String || e instanceof List<?>)) {
      throw new IllegalArgumentException(several("an array of " + list.size() + " values"));
    }
    for (Object element : list) {
      if (!(element instanceof Number)) {
        throw new IllegalArgumentException(
            "found an array with " + describe(element) + " in it, allowed are " + allowed());
      }
    }
    return CodeFormat.fromBytes(list.stream().map(Number.class::cast).toList(), bitCount);
  }

  private static boolean isInteger(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof BigInteger
        || number instanceof Short
        || number instanceof Byte;
  }

  private String allowed() {
    return "a string of "
        + format.allowed(bitCount)
        + " (format ["
        + format.jsonName()
        + "])"
        + (format == CodeFormat.LONG ? ", the same as a JSON integer" : "")
        + ", or an array of "
        + byteLength()
        + " bytes";
  }

  private static String describe(Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> "an object";
      case Boolean flag -> "the boolean [" + flag + "]";
      case Number number -> "the number [" + number + "]";
      default -> "a value of type [" + value.getClass().getSimpleName() + "]";
    };
  }

  private static String several(String found) {
    return "found "
        + found
        + ", allowed is one code a document; several codes go into [nested] objects, one code each";
  }

  /** Refuses a second code. */
  IllegalArgumentException severalCodes(String found) {
    return refusal(several(found));
  }

  private IllegalArgumentException refusal(String message) {
    return new IllegalArgumentException(
        "field [" + name() + "] of type [" + typeName() + "]: " + message);
  }

  @Override
  public String typeName() {
    return BinaryCodeFieldMapper.CONTENT_TYPE;
  }

  @Override
  public ValueFetcher valueFetcher(QueryShardContext context, SearchLookup lookup, String format) {
    return new CodeValueFetcher(this, fetchFormat(format), context.sourcePath(name()));
  }

  @Override
  public DocValueFormat docValueFormat(String format, ZoneId timeZone) {
    CodeFormat wanted = fetchFormat(format);
    return wanted == this.format
        ? super.docValueFormat(null, timeZone)
        : new CodeDocValueFormat(bitCount, this.format, wanted);
  }

  private CodeFormat fetchFormat(String name) {
    try {
      CodeFormat fetched = name == null ? format : CodeFormat.of(name);
      fetched.checkBitCount(bitCount);
      return fetched;
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage());
    }
  }

  @Override
  public IndexFieldData.Builder fielddataBuilder(String index, Supplier<SearchLookup> lookup) {
    return (cache, breaker) -> new CodeFieldData(this);
  }

  @Override
  public Query termQuery(Object value, QueryShardContext context) {
    return termsQuery(List.of(value), context);
  }

  @Override
  public Query termsQuery(List<?> values, QueryShardContext context) {
    return new EqualCodesQuery(name(), values.stream().map(this::parseTerm).toList());
  }

  /** Queries hand texts over as UTF-8 bytes. */
  private byte[] parseTerm(Object value) {
    return parse(value instanceof BytesRef bytes ? bytes.utf8ToString() : value);
  }
}

package hashing.opensearch.mapper;

import hashing.code.CodeFormat;
import hashing.index.BinaryCodeField;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.FieldType;
import org.opensearch.common.Explicit;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.mapper.FieldMapper;
import org.opensearch.index.mapper.MapperParsingException;
import org.opensearch.index.mapper.ParametrizedFieldMapper;
import org.opensearch.index.mapper.ParseContext;

/**
 * The {@code binary_code} field: one code of {@code bits} bits a document.
 *
 * <p>A value is a string in the field's {@code format}, a JSON integer where that is {@code long},
 * or an array of the code's bytes, -128 to 255 each. Null and an empty array are no code. Anything
 * else, a second code in the document among it, fails the document with a {@link
 * MapperParsingException} that names the field, what was found and what is allowed; under {@code
 * ignore_malformed} the value is left out and the field listed in {@code _ignored}.
 *
 * <p>Sub-fields are given the code in the field's format, or the value as it came where that is no
 * code.
 */
public final class BinaryCodeFieldMapper extends ParametrizedFieldMapper {
  public static final String CONTENT_TYPE = "binary_code";

  /** Reads a mapping. */
  public static final TypeParser PARSER =
      new TypeParser((name, context) -> {
        CodeStorage.warnIfGeneric(name, context.getSettings());
        return new Builder(name, context.getSettings());
      });

  private final FieldType luceneType;
  private final Explicit<Boolean> ignoreMalformed;
  private final Settings indexSettings;
  private final Integer targetDistance;

  private BinaryCodeFieldMapper(
      Builder builder, BinaryCodeFieldType type, MultiFields multiFields, CopyTo copyTo) {
    super(builder.name(), type, multiFields, copyTo);
    this.ignoreMalformed = builder.ignoreMalformed.getValue();
    this.indexSettings = builder.indexSettings;
    this.targetDistance = builder.targetDistance.getValue();
    this.luceneType =
        BinaryCodeField.type(type.bitCount(), targetDistance == null ? -1 : targetDistance);
  }

  @Override
  public BinaryCodeFieldType fieldType() {
    return (BinaryCodeFieldType) super.fieldType();
  }

  @Override
  public boolean parsesArrayValue() {
    return true;
  }

  @Override
  public void parse(ParseContext context) throws IOException {
    boolean scalar = context.externalValueSet() || context.parser().currentToken().isValue();
    byte[] code = readCode(context);
    if (code != null) {
      add(code, context);
    }
    if (!multiFields.iterator().hasNext()) {
      return;
    }
    if (code != null) {
      multiFields.parse(this, context.createExternalValueContext(fieldType().format(code)));
    } else if (scalar) {
      multiFields.parse(this, context);
    }
  }

  /** The document's code, null where it has none or a malformed one that may be ignored. */
  private byte[] readCode(ParseContext context) throws IOException {
    Object value =
        context.externalValueSet() ? context.externalValue() : readValue(context.parser());
    if (isAbsent(value)) {
      return null;
    }
    try {
      byte[] code = fieldType().parse(value);
      if (context.doc().getByKey(name()) != null) {
        throw fieldType().severalCodes("a second code");
      }
      return code;
    } catch (IllegalArgumentException e) {
      if (ignoreMalformed.value()) {
        context.addIgnoredField(name());
        return null;
      }
      throw new MapperParsingException(
          "failed to parse document with id [{}]: {}",
          e,
          context.sourceToParse().id(),
          e.getMessage());
    }
  }

  /** Reads the whole value, so that the parser stands on its last token whatever it is. */
  private static Object readValue(XContentParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.text();
      case VALUE_NUMBER -> parser.numberValue();
      case VALUE_BOOLEAN -> parser.booleanValue();
      case VALUE_EMBEDDED_OBJECT -> parser.binaryValue();
      case START_ARRAY -> parser.list();
      case START_OBJECT -> parser.map();
      default -> null;
    };
  }

  private static boolean isAbsent(Object value) {
    return value == null
        || (value instanceof List<?> list
            && (list.isEmpty() || (list.size() == 1 && list.get(0) == null)));
  }

  private void add(byte[] code, ParseContext context) {
    context.doc().addWithKey(name(), BinaryCodeField.field(name(), code, luceneType));
    createFieldNamesField(context);
  }

  @Override
  protected void parseCreateField(ParseContext context) throws IOException {
    parse(context);
  }

  /** Distance that searches mostly ask for, or null. */
  Integer targetDistance() {
    return targetDistance;
  }

  @Override
  protected Explicit<Boolean> ignoreMalformed() {
    return ignoreMalformed;
  }

  @Override
  public ParametrizedFieldMapper.Builder getMergeBuilder() {
    return new Builder(simpleName(), indexSettings).init(this);
  }

  @Override
  protected String contentType() {
    return CONTENT_TYPE;
  }

  /**
   * The field's parameters. What says how codes are written or which codes they are is fixed:
   * {@code bits}, {@code format}, {@code model_id}. The rest may change.
   */
  static final class Builder extends ParametrizedFieldMapper.Builder {
    private final Parameter<Integer> bits;
    private final Parameter<CodeFormat> format;
    private final Parameter<String> modelId;
    private final Parameter<String> searchModelId;
    private final Parameter<Integer> targetDistance;
    private final Parameter<Explicit<Boolean>> ignoreMalformed;
    private final Parameter<Map<String, String>> meta = Parameter.metaParam();
    private final Settings indexSettings;

    Builder(String name, Settings indexSettings) {
      super(name);
      this.indexSettings = indexSettings;
      this.bits = CodeParameters.bits(name, CodeStorage.maxBitCount(indexSettings));
      this.format =
          CodeParameters.format()
              .setSerializer((b, n, v) -> b.field(n, v.jsonName()), CodeFormat::jsonName);
      this.modelId = CodeParameters.modelId("model_id", false, m -> type(m).modelId());
      this.searchModelId =
          CodeParameters.modelId("search_model_id", true, m -> type(m).searchModelIdOrNull());
      this.targetDistance =
          CodeParameters.targetDistance(m -> ((BinaryCodeFieldMapper) m).targetDistance());
      this.ignoreMalformed =
          Parameter.explicitBoolParam(
              "ignore_malformed",
              true,
              m -> ((BinaryCodeFieldMapper) m).ignoreMalformed,
              IGNORE_MALFORMED_SETTING.get(indexSettings));
    }

    static BinaryCodeFieldType type(FieldMapper mapper) {
      return ((BinaryCodeFieldMapper) mapper).fieldType();
    }

    @Override
    protected List<Parameter<?>> getParameters() {
      return List.of(bits, format, modelId, searchModelId, targetDistance, ignoreMalformed, meta);
    }

    @Override
    public BinaryCodeFieldMapper build(BuilderContext context) {
      String fullName = buildFullName(context);
      CodeParameters.checkTogether(
          fullName, bits.getValue(), format.getValue(), targetDistance.getValue());
      CodeParameters.checkModels(
          fullName, bits.getValue(), modelId.getValue(), searchModelId.getValue());
      BinaryCodeFieldType type =
          new BinaryCodeFieldType(
              fullName,
              bits.getValue(),
              format.getValue(),
              modelId.getValue(),
              searchModelId.getValue(),
              meta.getValue());
      return new BinaryCodeFieldMapper(
          this, type, multiFieldsBuilder.build(this, context), copyTo.build());
    }
  }
}

package hashing.opensearch.mapper;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import hashing.code.CodeFormat;
import hashing.opensearch.HashingPlugin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.opensearch.common.CheckedConsumer;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.cbor.CborXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.mapper.IgnoredFieldMapper;
import org.opensearch.index.mapper.MapperParsingException;
import org.opensearch.index.mapper.MapperService;
import org.opensearch.index.mapper.MapperTestCase;
import org.opensearch.index.mapper.ParseContext;
import org.opensearch.index.mapper.ParsedDocument;
import org.opensearch.index.mapper.SourceToParse;
import org.opensearch.plugins.Plugin;

/** Mapping parameters and documents: what is taken, and what is refused in which words. */
public final class BinaryCodeFieldMapperTests extends MapperTestCase {

  @Override
  protected Collection<? extends Plugin> getPlugins() {
    return List.of(new HashingPlugin(Settings.EMPTY, null));
  }

  @Override
  protected void minimalMapping(XContentBuilder b) throws IOException {
    b.field("type", "binary_code").field("bits", 16);
  }

  @Override
  protected void writeFieldValue(XContentBuilder builder) throws IOException {
    builder.value("a1b2");
  }

  @Override
  protected boolean supportsOrIgnoresBoost() {
    return false;
  }

  @Override
  protected void registerParameters(ParameterChecker checker) throws IOException {
    checker.registerConflictCheck("bits", fieldMapping(this::minimalMapping), mapping("bits", 24));
    checker.registerConflictCheck("format", b -> b.field("format", "base64"));
    checker.registerConflictCheck("model_id", b -> b.field("model_id", "fashion@1"));
    checker.registerUpdateCheck(
        b -> b.field("search_model_id", "fashion-query@1"),
        m ->
            assertEquals("fashion-query@1", ((BinaryCodeFieldType) m.fieldType()).searchModelId()));
    checker.registerUpdateCheck(
        b -> b.field("target_distance", 5),
        m -> assertEquals(Integer.valueOf(5), ((BinaryCodeFieldMapper) m).targetDistance()));
    checker.registerUpdateCheck(
        b -> b.field("ignore_malformed", true),
        m -> assertTrue(((BinaryCodeFieldMapper) m).ignoreMalformed().value()));
  }

  private XContentBuilder mapping(Object... parameters) throws IOException {
    return fieldMapping(b -> {
      b.field("type", "binary_code");
      for (int i = 0; i < parameters.length; i += 2) {
        b.field((String) parameters[i], parameters[i + 1]);
      }
    });
  }

  private void assertRefused(Exception e, String... parts) {
    StringBuilder messages = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause()) {
      messages.append(t.getMessage()).append('\n');
    }
    for (String part : parts) {
      assertThat(messages.toString(), containsString(part));
    }
  }

  private void assertMappingRefused(List<Object> parameters, String... parts) throws IOException {
    XContentBuilder mapping = mapping(parameters.toArray());
    assertRefused(
        expectThrows(MapperParsingException.class, () -> createMapperService(mapping)), parts);
  }

  private MapperService service(int bits, CodeFormat format) throws IOException {
    return createMapperService(mapping("bits", bits, "format", format.jsonName()));
  }

  private static ParsedDocument parse(MapperService service, SourceToParse source) {
    return service.documentMapper().parse(source);
  }

  private static byte[] indexed(ParseContext.Document document, String field) {
    List<byte[]> codes = new ArrayList<>();
    for (IndexableField f : document.getFields(field)) {
      if (f instanceof KnnByteVectorField vector) {
        assertEquals(VectorEncoding.BYTE, f.fieldType().vectorEncoding());
        assertEquals(VectorSimilarityFunction.EUCLIDEAN, f.fieldType().vectorSimilarityFunction());
        codes.add(vector.vectorValue());
      }
    }
    assertTrue("one code at most", codes.size() <= 1);
    return codes.isEmpty() ? null : codes.get(0);
  }

  private static byte[] randomCode(int bits) {
    byte[] code = randomByteArrayOfLength((bits + 7) / 8);
    if (bits % 8 != 0) {
      code[code.length - 1] &= (byte) (0xFF << (8 - bits % 8));
    }
    return code;
  }

  private static int randomBits() {
    return randomFrom(1, 8, 24, 63, 64, 65, 128, 256, 1000, 16384, randomIntBetween(1, 16384));
  }

  // What a mapping may say

  public void testParameters() throws IOException {
    MapperService service =
        createMapperService(
            mapping(
                "bits", "128", "format", "base64", "model_id", "fashion@1", "target_distance", 8));
    BinaryCodeFieldType type = (BinaryCodeFieldType) service.fieldType("field");
    assertEquals(128, type.bitCount());
    assertEquals(16, type.byteLength());
    assertEquals(CodeFormat.BASE64, type.format());
    assertEquals("fashion@1", type.modelId());
    assertEquals("fashion@1", type.searchModelId());
    assertTrue(type.isSearchable());
    assertTrue(type.isAggregatable());
  }

  public void testDefaults() throws IOException {
    BinaryCodeFieldType type =
        (BinaryCodeFieldType) createMapperService(mapping("bits", 9)).fieldType("field");
    assertEquals(2, type.byteLength());
    assertEquals(CodeFormat.HEX, type.format());
    assertNull(type.modelId());
    assertNull(type.searchModelId());
  }

  public void testBitsRefused() throws IOException {
    for (Object bits : List.of(0, -1, 16385, 64.5, true, "many", 1L << 40)) {
      assertMappingRefused(
          List.of("bits", bits), "[field]", "[bits]", "found [" + bits + "]", "from 1 to 16384");
    }
    assertMappingRefused(List.of(), "[field]", "[bits]", "found nothing", "1 to 16384", "required");
  }

  public void testModelsThatCannotServeRefused() throws IOException {
    assertMappingRefused(
        List.of("bits", 65, "model_id", "python-simhash-2"),
        "[field]",
        "[model_id]",
        "gives [64] bits",
        "field's [65]");
    assertMappingRefused(List.of("bits", 64, "model_id", "../x"), "[field]", "[model_id]", "../x");
    assertMappingRefused(
        List.of("bits", 64, "model_id", "python-simhash-2", "search_model_id", "imagehash-phash"),
        "[field]",
        "[search_model_id]",
        "[imagehash-phash]",
        "code space of [model_id], which is [python-simhash-2]");
  }

  public void testOtherParametersRefused() throws IOException {
    assertMappingRefused(
        List.of("bits", 8, "format", "octal"), "[field]", "[octal]", "hex, base64, bits, long");
    assertMappingRefused(List.of("bits", 65, "format", "long"), "[field]", "65 bits", "at most 64");
    assertMappingRefused(
        List.of("bits", 8, "target_distance", 9), "[field]", "[target_distance]", "[9]", "0 to 8");
    assertMappingRefused(
        List.of("bits", 8, "target_distance", -1),
        "[field]",
        "[target_distance]",
        "[-1]",
        "from 0");
    assertMappingRefused(
        List.of("bits", 8, "model_id", " "), "[field]", "[model_id]", "[ ]", "id of a model");
    assertMappingRefused(
        List.of("bits", 8, "search_model_id", 3), "[field]", "[search_model_id]", "[3]");
    assertMappingRefused(List.of("bits", 8, "dimension", 8), "unknown parameter [dimension]");
  }

  public void testModelCannotBeTakenAway() throws IOException {
    MapperService service = createMapperService(mapping("bits", 8, "model_id", "a@1"));
    XContentBuilder other = mapping("bits", 8, "model_id", "a@2");
    assertRefused(
        expectThrows(IllegalArgumentException.class, () -> merge(service, other)),
        "[field]",
        "[model_id]",
        "[a@1]",
        "[a@2]");
    XContentBuilder none = mapping("bits", 8);
    assertRefused(
        expectThrows(IllegalArgumentException.class, () -> merge(service, none)),
        "[model_id]",
        "[a@1]",
        "[null]");
  }

  public void testStockFormatLimitsBits() throws IOException {
    Settings off =
        Settings.builder().put(SETTINGS).put(CodeStorage.CODEC_ENABLED.getKey(), false).build();
    createMapperService(off, mapping("bits", 8192));
    XContentBuilder mapping = mapping("bits", 8193);
    assertRefused(
        expectThrows(MapperParsingException.class, () -> createMapperService(off, mapping)),
        "[field]",
        "[8193]",
        "1 to 8192");
  }

  public void testKnnIndexWarns() throws IOException {
    Settings knn = Settings.builder().put(SETTINGS).put("index.knn", true).build();
    MapperService service = createMapperService(knn, mapping("bits", 16384));
    assertNotNull(
        indexed(parse(service, source(b -> b.array("field", new int[2048]))).rootDoc(), "field"));
    assertWarnings(
        "field [field] of type [binary_code] is in an index with [index.knn] true, which leaves no"
            + " room for its own index format: searches on it are exact but read every code; put it"
            + " into an index without [index.knn]");
  }

  // What a document may say

  public void testEveryFormOfACode() throws IOException {
    for (int round = 0; round < 50; round++) {
      CodeFormat format = randomFrom(CodeFormat.values());
      int bits = format == CodeFormat.LONG ? randomIntBetween(1, 64) : randomBits();
      byte[] code = randomCode(bits);
      int[] numbers = new int[code.length];
      Arrays.setAll(numbers, i -> randomBoolean() ? code[i] : code[i] & 0xFF);
      String text = format.format(code, bits);
      List<Object> forms = new ArrayList<>(List.of(text, numbers, List.of(text)));
      if (format == CodeFormat.LONG) {
        forms.add(new BigInteger(text));
      }
      MapperService service = service(bits, format);
      for (Object form : forms) {
        ParsedDocument document = parse(service, source(b -> b.field("field", form)));
        assertArrayEquals(code, indexed(document.rootDoc(), "field"));
        assertEquals("field", document.rootDoc().get("_field_names"));
      }
      byte[] binary = code;
      XContentBuilder cbor =
          CborXContent.contentBuilder().startObject().field("field", binary).endObject();
      ParsedDocument document =
          parse(
              service,
              new SourceToParse("test", "1", BytesReference.bytes(cbor), XContentType.CBOR));
      assertArrayEquals(code, indexed(document.rootDoc(), "field"));
    }
  }

  public void testSignedLong() throws IOException {
    MapperService service = service(64, CodeFormat.LONG);
    byte[] ones = new byte[8];
    Arrays.fill(ones, (byte) -1);
    for (Object form : List.of(-1, "-1", "18446744073709551615")) {
      assertArrayEquals(
          ones, indexed(parse(service, source(b -> b.field("field", form))).rootDoc(), "field"));
    }
  }

  public void testAbsent() throws IOException {
    MapperService service = service(16, CodeFormat.HEX);
    for (String json : List.of("{}", "{\"field\":null}", "{\"field\":[]}", "{\"field\":[null]}")) {
      ParsedDocument document = parse(service, source(json));
      assertNull(indexed(document.rootDoc(), "field"));
      assertNull(document.rootDoc().get("_field_names"));
    }
  }

  /** JSON values that no 16-bit hex field takes, each with words that its refusal holds. */
  private static final Map<String, List<String>> MALFORMED =
      Map.ofEntries(
          Map.entry("\"a1b\"", List.of("3 hex digits", "4 hex digits")),
          Map.entry("\"a1b2c3d4e5f60718\"", List.of("16 hex digits", "4 hex digits")),
          Map.entry("\"a1bx\"", List.of("'x'", "4 hex digits")),
          Map.entry("\"\"", List.of("4 hex digits")),
          Map.entry("1234", List.of("the number [1234]", "4 hex digits", "[hex]", "2 bytes")),
          Map.entry("12.5", List.of("the number [12.5]", "4 hex digits")),
          Map.entry("true", List.of("the boolean [true]", "4 hex digits")),
          Map.entry("{\"a\":[1]}", List.of("an object", "4 hex digits")),
          Map.entry("[1]", List.of("1 number", "2 bytes")),
          Map.entry("[1,2,3]", List.of("3 numbers", "2 bytes")),
          Map.entry("[1,256]", List.of("256", "position 1", "-128 to 255")),
          Map.entry("[-129,1]", List.of("-129", "position 0", "-128 to 255")),
          Map.entry("[1,2.5]", List.of("2.5", "position 1", "integers")),
          Map.entry("[1,null]", List.of("null", "2 bytes")),
          Map.entry("[1,{}]", List.of("an object", "2 bytes")),
          Map.entry("[true]", List.of("the boolean [true]", "2 bytes")),
          Map.entry("[\"a1b2\",\"a1b2\"]", List.of("2 values", "one code a document", "[nested]")),
          Map.entry("[[1,2],[3,4]]", List.of("2 values", "one code a document", "[nested]")));

  public void testMalformedRefused() throws IOException {
    MapperService service = service(16, CodeFormat.HEX);
    for (Map.Entry<String, List<String>> entry : MALFORMED.entrySet()) {
      MapperParsingException e =
          expectThrows(
              MapperParsingException.class,
              () -> parse(service, source("{\"field\":" + entry.getKey() + "}")));
      assertThat(e.getMessage(), allOf(containsString("[field]"), containsString("id [1]")));
      for (String part : entry.getValue()) {
        assertThat(entry.getKey(), e.getMessage(), containsString(part));
      }
      assertEquals(400, e.status().getStatus());
    }
  }

  public void testTailBitsRefused() throws IOException {
    MapperService service = service(12, CodeFormat.HEX);
    for (String json : List.of("\"a1b1\"", "[161, 177]")) {
      assertRefused(
          expectThrows(
              MapperParsingException.class,
              () -> parse(service, source("{\"field\":" + json + "}"))),
          "[field]",
          "bit 15",
          "0 to 11");
    }
  }

  public void testLongOutOfRangeRefused() throws IOException {
    MapperService service = service(8, CodeFormat.LONG);
    for (Object value : List.of(256, -129, "300", new BigInteger("9".repeat(30)))) {
      assertRefused(
          expectThrows(
              MapperParsingException.class,
              () -> parse(service, source(b -> b.field("field", value)))),
          "[field]",
          value.toString().substring(0, 3),
          "-128",
          "255");
    }
    assertRefused(
        expectThrows(
            MapperParsingException.class, () -> parse(service, source(b -> b.field("field", 1.0)))),
        "[field]",
        "the number [1.0]",
        "JSON integer");
  }

  public void testIgnoreMalformed() throws IOException {
    Settings index =
        Settings.builder().put(SETTINGS).put("index.mapping.ignore_malformed", true).build();
    for (MapperService service :
        List.of(
            createMapperService(mapping("bits", 16, "ignore_malformed", true)),
            createMapperService(index, mapping("bits", 16)))) {
      for (String json : MALFORMED.keySet()) {
        ParsedDocument document =
            parse(service, source("{\"field\":" + json + ",\"other\":\"behind it\"}"));
        assertNull(json, indexed(document.rootDoc(), "field"));
        assertEquals("field", document.rootDoc().get(IgnoredFieldMapper.NAME));
        assertNotNull(document.rootDoc().getField("other"));
      }
      ParsedDocument good = parse(service, source("{\"field\":\"a1b2\"}"));
      assertNotNull(indexed(good.rootDoc(), "field"));
      assertNull(good.rootDoc().get(IgnoredFieldMapper.NAME));
    }
  }

  private XContentBuilder properties(String json) throws IOException {
    return XContentFactory.jsonBuilder()
        .startObject()
        .rawField(
            "properties",
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
            XContentType.JSON)
        .endObject();
  }

  public void testSeveralCodesThroughObjectsAndCopyTo() throws IOException {
    MapperService service =
        createMapperService(
            properties(
                """
                {"o": {"properties": {"code": {"type": "binary_code", "bits": 16}}},
                 "a": {"type": "keyword", "copy_to": "code"},
                 "code": {"type": "binary_code", "bits": 16}}\
                """));
    for (String json :
        List.of(
            "{\"o\":[{\"code\":\"a1b2\"},{\"code\":\"a1b2\"}]}",
            "{\"a\":[\"a1b2\",\"0000\"]}",
            "{\"a\":\"a1b2\",\"code\":\"a1b2\"}")) {
      assertRefused(
          expectThrows(MapperParsingException.class, () -> parse(service, source(json))),
          "code]",
          "a second code",
          "one code a document",
          "[nested]");
    }
    byte[] code = {(byte) 0xA1, (byte) 0xB2};
    assertArrayEquals(code, indexed(parse(service, source("{\"a\":\"a1b2\"}")).rootDoc(), "code"));
  }

  public void testNested() throws IOException {
    MapperService service =
        createMapperService(
            properties(
                """
                {"views": {"type": "nested",
                           "properties": {"code": {"type": "binary_code", "bits": 8}}}}\
                """));
    ParsedDocument document =
        parse(service, source("{\"views\":[{\"code\":\"01\"},{\"code\":[2]},{\"x\":\"y\"}]}"));
    assertEquals(4, document.docs().size());
    assertArrayEquals(new byte[] {1}, indexed(document.docs().get(0), "views.code"));
    assertArrayEquals(new byte[] {2}, indexed(document.docs().get(1), "views.code"));
    assertNull(indexed(document.docs().get(2), "views.code"));
  }

  public void testMultiFields() throws IOException {
    MapperService service =
        createMapperService(
            properties(
                """
                {"k": {"type": "keyword", "fields": {"code": {"type": "binary_code", "bits": 16}}},
                 "c": {"type": "binary_code", "bits": 16, "copy_to": "copy",
                       "ignore_malformed": true, "fields": {"raw": {"type": "keyword"}}},
                 "copy": {"type": "keyword"}}\
                """));
    byte[] code = {(byte) 0xA1, (byte) 0xB2};
    ParseContext.Document document =
        parse(service, source("{\"k\":\"0xA1B2\",\"c\":\"A1B2\"}")).rootDoc();
    assertArrayEquals(code, indexed(document, "k.code"));
    assertArrayEquals(code, indexed(document, "c"));
    assertEquals("a1b2", document.getBinaryValue("c.raw").utf8ToString());
    assertEquals("A1B2", document.getBinaryValue("copy").utf8ToString());

    document = parse(service, source("{\"c\":\"nonsense\"}")).rootDoc();
    assertNull(indexed(document, "c"));
    assertEquals("nonsense", document.getBinaryValue("c.raw").utf8ToString());
  }

  public void testArrayReachesSubField() throws IOException {
    MapperService service =
        createMapperService(
            fieldMapping(
                (CheckedConsumer<XContentBuilder, IOException>)
                    b -> {
                      minimalMapping(b);
                      b.startObject("fields").startObject("raw").field("type", "keyword");
                      b.endObject().endObject();
                    }));
    ParseContext.Document document = parse(service, source("{\"field\":[-95,178]}")).rootDoc();
    assertEquals("a1b2", document.getBinaryValue("field.raw").utf8ToString());
  }

  public void testDynamicTemplate() throws IOException {
    MapperService service =
        createMapperService(
            topMapping(b ->
                b.startArray("dynamic_templates")
                    .startObject()
                    .startObject("codes")
                    .field("match", "*_code")
                    .startObject("mapping")
                    .field("type", "binary_code")
                    .field("bits", 16)
                    .endObject()
                    .endObject()
                    .endObject()
                    .endArray()));
    for (String json : List.of("{\"a_code\":\"a1b2\"}", "{\"a_code\":[161,178]}")) {
      ParsedDocument document = parse(service, source(json));
      assertNotNull(indexed(document.rootDoc(), "a_code"));
      assertNotNull(document.dynamicMappingsUpdate());
    }
  }
}

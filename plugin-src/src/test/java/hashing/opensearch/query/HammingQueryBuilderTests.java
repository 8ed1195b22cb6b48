package hashing.opensearch.query;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.model.ModelRegistry;
import hashing.search.HammingKnnQuery;
import hashing.search.HammingRadiusQuery;
import hashing.search.WeightedKnnQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.admin.indices.mapping.get.GetFieldMappingsRequest;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.common.compress.CompressedXContent;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.get.GetResult;
import org.opensearch.index.mapper.MapperService;
import org.opensearch.index.query.MatchAllQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilderVisitor;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.QueryShardException;
import org.opensearch.index.query.TermQueryBuilder;
import org.opensearch.index.query.WrapperQueryBuilder;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.AbstractQueryTestCase;
import org.opensearch.test.TestGeoShapeFieldMapperPlugin;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.support.AbstractClient;

public class HammingQueryBuilderTests extends AbstractQueryTestCase<HammingQueryBuilder> {
  private static final ModelRegistry MODELS = ModelRegistry.of(null);
  private static final Map<String, Integer> FIELDS =
      Map.of("hex8", 8, "hex64", 64, "base65", 65, "bits12", 12, "long64", 64, "text64", 64);

  /** What the document of each {@code like} holds, as JSON. */
  private final Map<String, String> documents = new HashMap<>();

  /** The code of each. */
  private final Map<String, byte[]> likeCodes = new HashMap<>();

  /** The mapping at the path of each {@code like}, by index; none where it is no field of codes. */
  private final Map<String, String> mappings = new HashMap<>();

  @Override
  @SuppressWarnings("deprecation") // the base class maps a geo_shape field and wants it
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, TestGeoShapeFieldMapperPlugin.class);
  }

  @Override
  protected void initializeAdditionalMappings(MapperService mapperService) throws IOException {
    XContentBuilder mapping = XContentFactory.jsonBuilder().startObject().startObject("properties");
    for (Map.Entry<String, Integer> field : FIELDS.entrySet()) {
      mapping.startObject(field.getKey()).field("type", "binary_code");
      mapping.field("bits", field.getValue()).field("format", format(field.getKey()).jsonName());
      if (field.getKey().startsWith("text")) {
        mapping.field("model_id", HammingFixtures.TEXT_MODEL);
      }
      mapping.endObject();
    }
    mapping.endObject().endObject();
    mapperService.merge(
        "_doc",
        new CompressedXContent(BytesReference.bytes(mapping)),
        MapperService.MergeReason.MAPPING_UPDATE);
  }

  private static CodeFormat format(String field) {
    return switch (field) {
      case "base65" -> CodeFormat.BASE64;
      case "bits12" -> CodeFormat.BITS;
      case "long64" -> CodeFormat.LONG;
      default -> CodeFormat.HEX;
    };
  }

  @Override
  protected HammingQueryBuilder doCreateTestQueryBuilder() {
    String field = randomFrom(FIELDS.keySet().stream().sorted().toList());
    int bits = FIELDS.get(field);
    String modelId = null;
    Target target =
        switch (randomInt(bits == 64 ? 3 : 2)) {
          case 0 -> new Target.Codes(randomList(1, 5, () -> randomCode(field)), null);
          case 1 -> randomLike(field);
          case 3 -> randomContent();
          default -> new Target.Codes(List.of(randomCode(field)), null);
        };
    if (target instanceof Target.Content content && content.input() instanceof EncoderInput.Image) {
      modelId = HammingFixtures.IMAGE_MODEL;
      if (field.equals("text64")) {
        return builder("hex64", target, modelId);
      }
    } else if (target instanceof Target.Content && !field.equals("text64")) {
      modelId = HammingFixtures.TEXT_MODEL;
    }
    return builder(field, target, modelId);
  }

  private static HammingQueryBuilder builder(String field, Target target, String modelId) {
    int bits = FIELDS.get(field);
    Integer k = randomBoolean() ? randomIntBetween(1, HammingQueryBuilder.MAX_K) : null;
    Integer maxDistance = k == null || randomBoolean() ? randomIntBetween(0, bits) : null;
    HammingQueryBuilder query = new HammingQueryBuilder(field, target, k, maxDistance, MODELS);
    query.modelId(modelId).ignoreUnmapped(randomBoolean());
    if (k != null && k <= HammingQueryBuilder.MAX_K / 3 && randomBoolean()) {
      query.rescore(new Rescore(1 + 2 * randomFloat(), randomWeights(bits)));
    } else if (k != null && randomBoolean()) {
      query.budget(randomIntBetween(1, 100_000));
    }
    if (randomBoolean()) {
      query.setFilter(
          randomBoolean()
              ? new TermQueryBuilder(KEYWORD_FIELD_NAME, randomAlphaOfLength(5))
              : new MatchAllQueryBuilder());
    }
    return query;
  }

  private static float[] randomWeights(int bits) {
    float[] weights = new float[bits];
    for (int bit = 0; bit < bits; bit++) {
      weights[bit] = randomFloat();
    }
    return weights;
  }

  private static byte[] randomBits(int bits) {
    byte[] code = new byte[Codes.byteLength(bits)];
    for (int bit = 0; bit < bits; bit++) {
      if (randomBoolean()) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  private static Object randomCode(String field) {
    byte[] code = randomBits(FIELDS.get(field));
    if (randomBoolean()) {
      return new BytesRef(code);
    }
    String text = format(field).format(code, FIELDS.get(field));
    return field.equals("long64") && code[0] >= 0 && randomBoolean()
        ? (Object) Long.parseLong(text)
        : text;
  }

  private static Target randomContent() {
    return new Target.Content(
        randomBoolean()
            ? new EncoderInput.Text(randomAlphaOfLengthBetween(0, 40))
            : new EncoderInput.Image(HammingFixtures.png(random())));
  }

  private Target randomLike(String field) {
    String id = randomAlphaOfLength(12);
    String path = randomBoolean() ? null : "a.b.c";
    int bits = FIELDS.get(field);
    byte[] code = randomBits(bits);
    likeCodes.put(id, code);
    String index = randomAlphaOfLength(12);
    CodeFormat format = format(field);
    if (randomBoolean()) {
      format =
          randomFrom(
              Arrays.stream(CodeFormat.values())
                  .filter(f -> f != CodeFormat.LONG || bits <= Long.SIZE)
                  .toList());
      String mapping =
          "{\"f\":{\"type\":\"binary_code\",\"bits\":%d,\"format\":\"%s\",\"model_id\":null}}";
      mappings.put(index, String.format(Locale.ROOT, mapping, bits, format.jsonName()));
    }
    String value = "\"" + format.format(code, bits) + "\"";
    documents.put(
        id,
        path == null
            ? "{\"" + field + "\":" + value + "}"
            : String.format(
                Locale.ROOT,
                randomFrom(
                    "{\"a\":{\"b\":{\"c\":%s}}}",
                    "{\"a.b\":{\"c\":%s}}", "{\"a\":[{\"x\":1},{\"b.c\":%s}]}", "{\"a.b.c\":%s}"),
                value));
    String routing = randomBoolean() ? null : randomAlphaOfLength(3);
    return new Target.Like(index, id, path, routing);
  }

  @Override
  protected GetResponse executeGet(GetRequest request) {
    String source = documents.get(request.id());
    boolean exists = source != null;
    return new GetResponse(
        new GetResult(
            request.index(),
            request.id(),
            exists ? 0 : -2,
            exists ? 1 : 0,
            1,
            exists,
            exists ? new BytesArray(source) : null,
            null,
            null));
  }

  /** Answers the requests of {@code like}, which the base class does only in part. */
  @Override
  protected QueryBuilder rewriteAndFetch(QueryBuilder builder, QueryRewriteContext context) {
    Client answering =
        new AbstractClient(Settings.EMPTY, null) {
          @Override
          public void close() {}

          @Override
          protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
              ActionType<R> action, Q request, ActionListener<R> listener) {
            ActionListener.completeWith(
                listener,
                () ->
                    request instanceof GetRequest get
                        ? action.getResponseReader().read(wire(executeGet(get)))
                        : action
                            .getResponseReader()
                            .read(fieldMappings((GetFieldMappingsRequest) request)));
          }
        };
    QueryShardContext shard =
        new QueryShardContext((QueryShardContext) context) {
          @Override
          public void registerAsyncAction(BiConsumer<Client, ActionListener<?>> action) {
            super.registerAsyncAction((_, listener) -> action.accept(answering, listener));
          }
        };
    return super.rewriteAndFetch(builder, shard);
  }

  private static StreamInput wire(Writeable response) throws IOException {
    BytesStreamOutput out = new BytesStreamOutput();
    response.writeTo(out);
    return out.bytes().streamInput();
  }

  private StreamInput fieldMappings(GetFieldMappingsRequest request) throws IOException {
    String index = request.indices()[0];
    String field = request.fields()[0];
    String mapping = mappings.get(index);
    BytesStreamOutput out = new BytesStreamOutput();
    out.writeVInt(1);
    out.writeString(index);
    out.writeVInt(mapping == null ? 0 : 1);
    if (mapping != null) {
      out.writeString(field);
      out.writeString(field);
      out.writeBytesReference(new BytesArray(mapping));
    }
    return out.bytes().streamInput();
  }

  @Override
  protected void doAssertLuceneQuery(
      HammingQueryBuilder builder, Query query, QueryShardContext context) throws IOException {
    BinaryCodeFieldType field = (BinaryCodeFieldType) context.fieldMapper(builder.fieldName());
    List<byte[]> codes = expectedCodes(builder, field);
    Query filter = builder.filter() == null ? null : builder.filter().toQuery(context);
    Query expected;
    if (builder.k() != null) {
      int radius = builder.maxDistance() == null ? field.bitCount() : builder.maxDistance();
      Rescore rescore = builder.rescore();
      int considered = rescore == null ? builder.k() : rescore.considered(builder.k());
      HammingKnnQuery nearest =
          new HammingKnnQuery(
              field.name(), field.bitCount(), codes, considered, radius, filter, null);
      expected = builder.budget() == null ? nearest : nearest.withBudget(builder.budget());
      if (rescore != null) {
        expected = new WeightedKnnQuery(nearest, builder.k(), rescore.weights());
      }
    } else {
      expected =
          new HammingRadiusQuery(field.name(), field.bitCount(), codes, builder.maxDistance());
      if (filter != null) {
        expected =
            new BooleanQuery.Builder().add(expected, Occur.MUST).add(filter, Occur.FILTER).build();
      }
    }
    assertEquals(expected, query);
  }

  private List<byte[]> expectedCodes(HammingQueryBuilder builder, BinaryCodeFieldType field) {
    return switch (builder.target()) {
      case Target.Codes codes -> {
        List<byte[]> expected = new ArrayList<>();
        codes.values().forEach(value -> expected.add(field.parse(value)));
        yield expected;
      }
      case Target.Like like -> List.of(likeCodes.get(like.id()));
      case Target.Content content -> {
        String model =
            content.input() instanceof EncoderInput.Text
                ? HammingFixtures.TEXT_MODEL
                : HammingFixtures.IMAGE_MODEL;
        yield List.of(HammingFixtures.encode(MODELS, model, content.input()));
      }
    };
  }

  @Override
  public void testMustRewrite() throws IOException {
    QueryShardContext context = createShardContext();
    HammingQueryBuilder query = builder("hex64", randomLike("hex64"), null);
    Exception e = expectThrows(IllegalStateException.class, () -> query.toQuery(context));
    assertEquals("[hamming] query on field [hex64] must be rewritten first", e.getMessage());
    QueryBuilder pending = query.rewrite(createShardContext());
    expectThrows(IllegalStateException.class, () -> pending.toQuery(context));
    expectThrows(IllegalStateException.class, () -> assertSerialization(pending));
  }

  /** Other than most queries, this one takes the filter in. */
  @Override
  public void testFilter() throws IOException {
    HammingQueryBuilder query = createTestQueryBuilder();
    QueryBuilder before = query.filter();
    assertSame(query, query.filter(null));
    assertSame(before, query.filter());
    QueryBuilder added = QueryBuilders.existsQuery(KEYWORD_FIELD_NAME);
    assertSame(query, query.filter(added));
    assertEquals(before == null ? added : before.filter(added), query.filter());
  }

  @Override
  public HammingQueryBuilder mutateInstance(HammingQueryBuilder query) throws IOException {
    return switch (randomInt(5)) {
      case 0 -> copy(query, "other", query.target(), query.k(), query.maxDistance());
      case 1 -> {
        Target other = new Target.Codes(List.of("another"), null);
        yield copy(query, query.fieldName(), other, query.k(), query.maxDistance());
      }
      case 2 -> {
        Integer k = query.k() == null ? 1 : query.k() + 1;
        yield copy(query, query.fieldName(), query.target(), k, query.maxDistance());
      }
      case 3 -> {
        Integer distance = query.maxDistance() == null ? 1 : query.maxDistance() + 1;
        yield copy(query, query.fieldName(), query.target(), query.k(), distance);
      }
      case 4 -> {
        HammingQueryBuilder copy =
            copy(query, query.fieldName(), query.target(), query.k(), query.maxDistance());
        yield copy.modelId(query.modelId() + "-other");
      }
      default -> super.mutateInstance(query);
    };
  }

  private static HammingQueryBuilder copy(
      HammingQueryBuilder query, String field, Target target, Integer k, Integer maxDistance) {
    HammingQueryBuilder copy = new HammingQueryBuilder(field, target, k, maxDistance, MODELS);
    copy.setFilter(query.filter()).modelId(query.modelId()).ignoreUnmapped(query.ignoreUnmapped());
    return copy.boost(query.boost()).queryName(query.queryName());
  }

  public void testGeneratedJson() throws IOException {
    String json =
        """
        {"hamming": {"hex64": {"code": "a1b2c3d4e5f60718", "k": 10, "max_distance": 8,
          "filter": {"term": {"shop": {"value": "x", "boost": 1.0}}},
          "model_id": "m@1", "ignore_unmapped": true, "boost": 2.0, "_name": "near"}}}
        """;
    HammingQueryBuilder parsed = (HammingQueryBuilder) parseQuery(json);
    checkGeneratedJson(json, parsed);
    assertEquals(new Target.Codes(List.of("a1b2c3d4e5f60718"), null), parsed.target());
    assertEquals(Integer.valueOf(10), parsed.k());
    assertEquals(Integer.valueOf(8), parsed.maxDistance());
    assertEquals("m@1", parsed.modelId());
    assertEquals("near", parsed.queryName());
  }

  public void testVectorSurvivesWireAndJson() throws IOException {
    float[] values = new float[randomIntBetween(0, 50)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random().nextGaussian();
    }
    Target target = new Target.Content(new EncoderInput.Vector(values));
    HammingQueryBuilder query = new HammingQueryBuilder("hex64", target, 3, null, MODELS);
    assertSerialization(query);
    assertParsedQuery(query.toString(), query);
  }

  public void testSpellings() throws IOException {
    assertParsedQuery(
        "{\"hamming\":{\"f\":{\"code\":[-1,255,0],\"k\":\"7\"}}}",
        new HammingQueryBuilder(
            "f",
            new Target.Codes(List.of(new BytesRef(new byte[] {-1, -1, 0})), null),
            7,
            null,
            MODELS));
    byte[] png = HammingFixtures.png(random());
    String base64 = Base64.getMimeEncoder().encodeToString(png);
    assertParsedQuery(
        "{\"hamming\":{\"f\":{\"query_image\":\"data:image/png;base64,"
            + base64.replace("\r\n", "\\r\\n")
            + "\",\"max_distance\":3.0}}}",
        new HammingQueryBuilder(
            "f", new Target.Content(new EncoderInput.Image(png)), null, 3, MODELS));
  }

  public void testUnmappedField() throws IOException {
    QueryShardContext context = createShardContext();
    context.setAllowUnmappedFields(true);
    HammingQueryBuilder query =
        new HammingQueryBuilder("nowhere", new Target.Codes(List.of("00"), null), 1, null, MODELS);
    Exception e = expectThrows(QueryShardException.class, () -> query.toQuery(context));
    assertThat(e.getMessage(), containsString("[nowhere] is not mapped"));
    query.ignoreUnmapped(true);
    assertThat(query.toQuery(context), instanceOf(MatchNoDocsQuery.class));
  }

  public void testVisitReachesTheFilter() {
    HammingQueryBuilder query = createTestQueryBuilder();
    query.setFilter(new MatchAllQueryBuilder());
    Set<String> seen = new HashSet<>();
    query.visit(
        new QueryBuilderVisitor() {
          @Override
          public void accept(QueryBuilder builder) {
            seen.add(builder.getName());
          }

          @Override
          public QueryBuilderVisitor getChildVisitor(Occur occur) {
            assertEquals(Occur.FILTER, occur);
            return this;
          }
        });
    assertEquals(Set.of("hamming", "match_all"), seen);
  }

  public void testFilterIsRewritten() throws IOException {
    HammingQueryBuilder query = builder("hex8", new Target.Codes(List.of("ff"), null), null);
    query.setFilter(new WrapperQueryBuilder("{\"match_all\":{}}"));
    HammingQueryBuilder rewritten =
        (HammingQueryBuilder) rewriteQuery(query, new QueryShardContext(createShardContext()));
    assertThat(rewritten.filter(), instanceOf(MatchAllQueryBuilder.class));
    assertThat(query.filter(), instanceOf(WrapperQueryBuilder.class));
  }
}

package hashing.opensearch.radius;

import static org.hamcrest.Matchers.containsString;

import hashing.code.Codes;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.radius.RadiusAdvice;
import hashing.radius.RadiusAdvice.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.opensearch.action.admin.indices.alias.IndicesAliasesRequest.AliasActions;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.IndexModule;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Advice on indexes of several shards, against a comparison of all codes with all. */
public class RadiusActionTests extends OpenSearchSingleNodeTestCase {
  private static final String INDEX = "codes";
  private static final int BITS = 64;

  /** The framework's own random bytes have too few bits that are independent. */
  private final Random codeRandom = new Random(randomLong());

  /** Hides documents of shop "hidden" in the index "hiding", as rules on documents do. */
  public static final class HidingPlugin extends Plugin {
    @Override
    public void onIndexModule(IndexModule module) {
      if (module.getIndex().getName().equals("hiding")) {
        module.setReaderWrapper(_ -> HidingReader::new);
      }
    }
  }

  private static final class HidingReader extends FilterDirectoryReader {
    HidingReader(DirectoryReader in) throws IOException {
      super(
          in,
          new SubReaderWrapper() {
            @Override
            public LeafReader wrap(LeafReader reader) {
              return new HidingLeaf(reader);
            }
          });
    }

    @Override
    protected DirectoryReader doWrapDirectoryReader(DirectoryReader in) throws IOException {
      return new HidingReader(in);
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return in.getReaderCacheHelper();
    }
  }

  private static final class HidingLeaf extends FilterLeafReader {
    private final FixedBitSet live;

    HidingLeaf(LeafReader in) {
      super(in);
      live = new FixedBitSet(in.maxDoc());
      Bits before = in.getLiveDocs();
      for (int doc = 0; doc < in.maxDoc(); doc++) {
        if (before == null || before.get(doc)) {
          live.set(doc);
        }
      }
      try {
        PostingsEnum hidden = in.postings(new Term("shop", "hidden"));
        while (hidden != null && hidden.nextDoc() != PostingsEnum.NO_MORE_DOCS) {
          live.clear(hidden.docID());
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Bits getLiveDocs() {
      return live;
    }

    @Override
    public int numDocs() {
      return live.cardinality();
    }

    @Override
    public CacheHelper getCoreCacheHelper() {
      return in.getCoreCacheHelper();
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return null;
    }
  }

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, HidingPlugin.class);
  }

  private void create(String index, int shards) {
    client()
        .admin()
        .indices()
        .prepareCreate(index)
        .setSettings(
            Settings.builder()
                .put("index.number_of_shards", shards)
                .put("index.refresh_interval", "-1"))
        .setMapping(
            "code", "type=binary_code,bits=" + BITS, "shop", "type=keyword", "name", "type=keyword")
        .get();
  }

  private byte[] code() {
    byte[] code = new byte[BITS / 8];
    codeRandom.nextBytes(code);
    return code;
  }

  private void add(String index, List<byte[]> codes, String shop) {
    BulkRequestBuilder bulk = client().prepareBulk();
    for (byte[] code : codes) {
      String hex = HexFormat.of().formatHex(code);
      bulk.add(client().prepareIndex(index).setSource(Map.of("code", hex, "shop", shop)));
    }
    assertFalse(bulk.get().hasFailures());
    client().admin().indices().prepareRefresh(index).get();
  }

  private RadiusResponse ask(String index, int size, long seed) {
    RadiusRequest request = new RadiusRequest(new String[] {index}, "code", size, seed);
    return client().execute(RadiusAction.INSTANCE, request).actionGet();
  }

  private static Map<?, ?> json(RadiusResponse response) throws IOException {
    XContentBuilder json = XContentFactory.jsonBuilder();
    response.toXContent(json, ToXContent.EMPTY_PARAMS);
    return XContentHelper.convertToMap(BytesReference.bytes(json), false, XContentType.JSON).v2();
  }

  private static int histogramCount(Map<?, ?> json, String name) {
    return (int) ((Map<?, ?>) json.get(name)).get("count");
  }

  public void testWholeIndexAsSampleIsExact() throws IOException {
    create(INDEX, randomIntBetween(1, 4));
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      codes.add(i > 150 ? codes.get(i - 100).clone() : code());
      if (i > 180) {
        codes.getLast()[0] ^= 0x11;
      }
    }
    add(INDEX, codes.subList(0, 90), "x");
    add(INDEX, codes.subList(90, 200), "x");
    long[] pairs = new long[BITS + 1];
    long[] nearest = new long[BITS + 1];
    for (int a = 0; a < 200; a++) {
      int least = BITS;
      for (int b = 0; b < 200; b++) {
        int distance = Codes.distance(codes.get(a), codes.get(b));
        least = a == b ? least : Math.min(least, distance);
        pairs[distance] += b < a ? 1 : 0;
      }
      nearest[least]++;
    }
    Map<?, ?> json = json(ask(INDEX, randomIntBetween(200, 5000), randomLong()));
    assertEquals(200, json.get("codes"));
    assertEquals(200, json.get("sample_size"));
    assertHistogram(pairs, json.get("pair_distances"));
    assertHistogram(nearest, json.get("nearest_distances"));
  }

  private static void assertHistogram(long[] expected, Object found) {
    long[] counts = new long[expected.length];
    for (Object entry : (List<?>) ((Map<?, ?>) found).get("histogram")) {
      Map<?, ?> bin = (Map<?, ?>) entry;
      counts[(int) bin.get("distance")] = (int) bin.get("count");
    }
    assertEquals(Arrays.toString(expected), Arrays.toString(counts));
  }

  public void testRecommendedRadiusSeparatesPlantedDuplicates() throws IOException {
    create(INDEX, 3);
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      byte[] code = code();
      codes.add(code);
      if (i % 10 == 0) {
        byte[] near = code.clone();
        near[i % 8] ^= (byte) (1 << (i % 7));
        near[(i + 3) % 8] ^= 2;
        codes.add(near);
      }
    }
    add(INDEX, codes, "x");
    RadiusResponse response = ask(INDEX, 400, 7);
    RadiusAdvice advice = response.report().advice();
    assertEquals(advice.toString(), Verdict.SEPARATES, advice.verdict());
    assertTrue(advice.toString(), advice.radius() >= 2);
    int foundPairs = 0;
    for (int a = 0; a < codes.size(); a++) {
      for (int b = 0; b < a; b++) {
        foundPairs += Codes.distance(codes.get(a), codes.get(b)) <= advice.radius() ? 1 : 0;
      }
    }
    assertTrue(foundPairs + " pairs", foundPairs >= 150 && foundPairs <= 150 + 10);
    Map<?, ?> json = json(response);
    assertEquals(400, json.get("sample_size"));
    assertEquals(1650, json.get("codes"));
    assertEquals(400 * 399 / 2, histogramCount(json, "pair_distances"));
    assertEquals(json, json(ask(INDEX, 400, 7)));
    assertNotEquals(json.get("pair_distances"), json(ask(INDEX, 400, 8)).get("pair_distances"));
  }

  public void testNoiseIsCalledNoise() {
    create(INDEX, 2);
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      codes.add(code());
    }
    add(INDEX, codes, "x");
    RadiusAdvice advice = ask(INDEX, 300, randomLong()).report().advice();
    assertEquals(advice.toString(), Verdict.NOISE, advice.verdict());
  }

  /** Hidden documents are copies of the visible ones, so that any that is seen shows. */
  public void testHiddenDocumentsAreNotSampledNorNeighbours() throws IOException {
    create("hiding", 2);
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      codes.add(code());
    }
    add("hiding", codes, "x");
    add("hiding", codes, "hidden");
    RadiusResponse response = ask("hiding", 600, 1);
    Map<?, ?> json = json(response);
    assertEquals(300, json.get("codes"));
    assertEquals(300, json.get("sample_size"));
    assertEquals(Verdict.NOISE, response.report().advice().verdict());
    assertFalse(json.toString(), json.get("nearest_distances").toString().contains("distance=0"));
  }

  /** The same by an alias: its filter, and the shard that its routing names. */
  public void testAliasFilterAndRoutingHold() throws IOException {
    create(INDEX, 3);
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      codes.add(code());
    }
    add(INDEX, codes, "x");
    add(INDEX, codes, "hidden");
    client()
        .admin()
        .indices()
        .prepareAliases()
        .addAlias(INDEX, "shop_x", "{\"term\":{\"shop\":\"x\"}}")
        .get();
    Map<?, ?> json = json(ask("shop_x", 600, 1));
    assertEquals(300, json.get("codes"));
    assertEquals(300, json.get("sample_size"));
    assertFalse(json.toString(), json.get("nearest_distances").toString().contains("distance=0"));
    assertEquals(600, json(ask("*", 600, 1)).get("codes"));

    client()
        .admin()
        .indices()
        .prepareAliases()
        .addAliasAction(AliasActions.add().index(INDEX).alias("shard").searchRouting("1"))
        .get();
    long ofShard =
        client().prepareSearch("shard").setSize(0).get().getHits().getTotalHits().value();
    assertTrue(ofShard + " of 600", ofShard > 0 && ofShard < 600);
    assertEquals((int) ofShard, json(ask("shard", 600, 1)).get("codes"));
  }

  public void testDeletedDocumentsAreNotSeen() throws IOException {
    create(INDEX, 1);
    add(INDEX, List.of(code(), code(), code()), "x");
    add(INDEX, List.of(code(), code()), "gone");
    client()
        .prepareSearch(INDEX)
        .setSize(10)
        .get()
        .getHits()
        .forEach(hit -> {
          if ("gone".equals(hit.getSourceAsMap().get("shop"))) {
            client().prepareDelete(INDEX, hit.getId()).get();
          }
        });
    client().admin().indices().prepareRefresh(INDEX).get();
    assertEquals(3, json(ask(INDEX, 10, 0)).get("codes"));
  }

  public void testEmptyIndex() throws IOException {
    create(INDEX, 2);
    Map<?, ?> json = json(ask(INDEX, 10, 0));
    assertEquals(0, json.get("codes"));
    assertEquals("too_few", ((Map<?, ?>) json.get("recommended")).get("verdict"));
    assertNull(((Map<?, ?>) json.get("recommended")).get("max_distance"));
  }

  public void testRefusals() {
    create(INDEX, 2);
    add(INDEX, List.of(code()), "x");
    assertRefused("[field] is missing", null, 10);
    assertRefused("field [shop] of index [codes] has type [keyword]", "shop", 10);
    assertRefused("field [nothing] of index [codes] is not mapped", "nothing", 10);
    assertRefused("[sample_size] must be 2 to 5000, found 1", "code", 1);
    assertRefused("[sample_size] must be 2 to 5000, found 5001", "code", 5001);
    client()
        .admin()
        .indices()
        .prepareCreate("other")
        .setMapping("code", "type=" + BinaryCodeFieldMapper.CONTENT_TYPE + ",bits=32")
        .get();
    IllegalArgumentException refused =
        expectThrows(IllegalArgumentException.class, () -> ask("*", 10, 0));
    assertThat(
        refused.getMessage(), containsString("allowed are indices in which it has the same"));
  }

  private void assertRefused(String message, String field, int size) {
    RadiusRequest request = new RadiusRequest(new String[] {INDEX}, field, size, 0);
    Exception refused =
        expectThrows(
            IllegalArgumentException.class,
            () -> client().execute(RadiusAction.INSTANCE, request).actionGet());
    assertThat(refused.getMessage(), containsString(message));
  }
}

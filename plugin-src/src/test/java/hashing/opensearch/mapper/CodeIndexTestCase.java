package hashing.opensearch.mapper;

import static org.hamcrest.Matchers.containsString;

import hashing.opensearch.HashingPlugin;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchRequestBuilder;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** An index {@code codes} of some shards and segments, with deletes and duplicates. */
public abstract class CodeIndexTestCase extends OpenSearchSingleNodeTestCase {
  protected int bits;
  protected int shards;
  protected CodeCorpus corpus;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  /** Makes the index with codes of some number of bits, in the own format or not. */
  protected void index(int bitCount, int shardCount, int rounds) {
    bits = bitCount;
    shards = shardCount;
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setSettings(
            Settings.builder()
                .put("index.number_of_shards", shards)
                .put(CodeStorage.CODEC_ENABLED.getKey(), randomBoolean()))
        .setMapping(CodeCorpus.mapping(bits, ""))
        .get();
    ensureGreen("codes");
    corpus = new CodeCorpus(random(), client(), "codes", bits);
    for (int round = 0; round < rounds; round++) {
      corpus.change(60);
    }
  }

  /** A document for each list of codes of 8 bits, which are those of its nested {@code views}. */
  protected final void indexViews(String[]... documents) {
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setMapping(
            "{\"properties\":{\"views\":{\"type\":\"nested\",\"properties\":{\"code\":"
                + "{\"type\":\"binary_code\",\"bits\":8}}}}}")
        .get();
    for (String[] codes : documents) {
      List<Map<String, String>> views =
          Arrays.stream(codes).map(code -> Map.of("code", code)).toList();
      client().prepareIndex("codes").setSource(Map.of("views", views)).get();
    }
    client().admin().indices().prepareRefresh("codes").get();
  }

  /** A search of the index by a body in JSON. */
  protected SearchRequestBuilder search(String body) throws Exception {
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            getInstanceFromNode(NamedXContentRegistry.class),
            DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
            body)) {
      return client().prepareSearch("codes").setSource(SearchSourceBuilder.fromXContent(parser));
    }
  }

  /** Sees a body refused with a status of 400 and a message. */
  protected void assertRefused(String body, String message) {
    Exception refused = expectThrows(Exception.class, () -> search(body).get());
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(refused));
    assertThat(ExceptionsHelper.stackTrace(refused), containsString(message));
  }
}

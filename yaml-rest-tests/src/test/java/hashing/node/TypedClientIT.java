package hashing.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.json.jackson.JacksonJsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.Refresh;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.search.Hit;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/** The query through opensearch-java, which does not know it: wrapped, alone and in a bool. */
public class TypedClientIT extends OpenSearchRestTestCase {
  private static final String INDEX = "typed";

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  /** A query that the client has no class for. */
  private static String wrapped(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> ids(SearchResponse<?> response) {
    return response.hits().hits().stream().map(Hit::id).toList();
  }

  public void testWrapperQuery() throws Exception {
    String[] address = TestNode.address().split(":");
    HttpHost host = new HttpHost("http", address[0], Integer.parseInt(address[1]));
    try (OpenSearchTransport transport =
        ApacheHttpClient5TransportBuilder.builder(host)
            .setMapper(new JacksonJsonpMapper())
            .build()) {
      OpenSearchClient client = new OpenSearchClient(transport);
      create(client);
      String near =
          wrapped("{\"hamming\": {\"phash\": {\"code\": \"0000000000000000\", \"k\": 2}}}");
      SearchResponse<?> alone =
          client.search(
              search -> search.index(INDEX).query(q -> q.wrapper(w -> w.query(near))), Map.class);
      assertEquals(List.of("1", "2"), ids(alone));
      assertEquals(0.5, alone.hits().hits().get(1).score(), 1e-6);

      SearchResponse<?> joined =
          client.search(
              search ->
                  search
                      .index(INDEX)
                      .query(q ->
                          q.bool(b ->
                              b.must(m -> m.wrapper(w -> w.query(near)))
                                  .filter(f ->
                                      f.term(t -> t.field("shop").value(FieldValue.of("y")))))),
              Map.class);
      assertEquals(List.of("2"), ids(joined));
    }
  }

  private static void create(OpenSearchClient client) throws IOException {
    // What the client has no classes for goes through its generic form.
    try (var answer =
        client
            .generic()
            .execute(
                Requests.builder()
                    .method("PUT")
                    .endpoint("/" + INDEX)
                    .json(
                        "{\"mappings\": {\"properties\": {\"shop\": {\"type\": \"keyword\"},"
                            + " \"phash\": {\"type\": \"binary_code\", \"bits\": 64}}}}")
                    .build())) {
      assertEquals(200, answer.getStatus());
    }
    List<String> codes = List.of("0000000000000000", "0000000000000001", "ffffffffffffffff");
    for (int i = 0; i < codes.size(); i++) {
      String id = "" + (i + 1);
      Map<String, String> source = Map.of("phash", codes.get(i), "shop", i == 1 ? "y" : "x");
      client.index(index -> index.index(INDEX).id(id).document(source).refresh(Refresh.True));
    }
  }
}

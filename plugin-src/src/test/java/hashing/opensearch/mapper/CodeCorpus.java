package hashing.opensearch.mapper;

import static org.junit.Assert.assertEquals;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertNoFailures;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.opensearch.action.index.IndexRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.document.DocumentField;
import org.opensearch.search.SearchHit;
import org.opensearch.search.sort.SortOrder;
import org.opensearch.transport.client.Client;

/**
 * Documents of an index with their codes in field {@code code}, kept beside it to compare with.
 * Codes are drawn from few, so that many are duplicates; some documents have none.
 */
public final class CodeCorpus {
  private final Random random;
  private Client client;
  private final String index;
  private final int bits;
  private final byte[][] pool;

  /** Code of each document, null where it has none. */
  public final Map<String, byte[]> codes = new TreeMap<>();

  public CodeCorpus(Random random, Client client, String index, int bits) {
    this.random = random;
    this.client = client;
    this.index = index;
    this.bits = bits;
    this.pool = new byte[20][];
    for (int i = 0; i < pool.length; i++) {
      pool[i] = randomCode(random, bits);
    }
  }

  static byte[] randomCode(Random random, int bits) {
    byte[] code = new byte[Codes.byteLength(bits)];
    for (int bit = 0; bit < bits; bit++) {
      if (random.nextBoolean()) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  /** Goes on with another client, as after a restart. */
  public void setClient(Client other) {
    client = other;
  }

  public static String mapping(int bits, String more) {
    return "{\"properties\":{\"code\":{\"type\":\"binary_code\",\"bits\":"
        + bits
        + "},\"number\":{\"type\":\"integer\"}"
        + more
        + "}}";
  }

  public byte[] anyCode() {
    return pool[random.nextInt(pool.length)];
  }

  public String hex(byte[] code) {
    return CodeFormat.HEX.format(code, bits);
  }

  /** Adds, replaces and deletes documents, then makes a segment of them. */
  public void change(int documents) {
    for (int i = 0; i < documents; i++) {
      String id = Integer.toString(random.nextInt(200));
      if (codes.containsKey(id) && random.nextInt(4) == 0) {
        client.prepareDelete(index, id).get();
        codes.remove(id);
        continue;
      }
      byte[] code = random.nextInt(5) == 0 ? null : anyCode();
      IndexRequestBuilder request = client.prepareIndex(index).setId(id);
      if (code == null) {
        request.setSource("number", random.nextInt(100)).get();
      } else {
        request.setSource("number", random.nextInt(100), "code", hex(code)).get();
      }
      codes.put(id, code);
    }
    client.admin().indices().prepareFlush(index).setForce(true).get();
    client.admin().indices().prepareRefresh(index).get();
  }

  /** Compares every document's code, read from the index, not from the source. */
  public void check(String preference) {
    SearchResponse response =
        client
            .prepareSearch(index)
            .setPreference(preference)
            .setSize(1000)
            .addDocValueField("code")
            .addSort("_id", SortOrder.ASC)
            .get();
    assertNoFailures(response);
    Map<String, String> found = new TreeMap<>();
    for (SearchHit hit : response.getHits()) {
      DocumentField field = hit.field("code");
      found.put(hit.getId(), field == null || field.getValue() == null ? "none" : field.getValue());
    }
    Map<String, String> expected = new TreeMap<>();
    codes.forEach((id, code) -> expected.put(id, code == null ? "none" : hex(code)));
    assertEquals(expected, found);
  }
}

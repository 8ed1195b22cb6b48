package hashing.opensearch.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.fetch.subphase.FetchSourceContext;
import org.opensearch.transport.client.Client;

/**
 * Gets the code of a document for {@code like}, by a get request with the caller's rights.
 *
 * <p>The code is taken from the document's source, so an index without {@code _source} has none. A
 * path through nested objects may lead to several codes, and the nearest then counts.
 */
final class LikeLookup {
  private final String field;
  private final Target.Like like;

  LikeLookup(String field, Target.Like like) {
    this.field = field;
    this.like = like;
  }

  void fetch(Client client, ActionListener<Target> listener) {
    String path = like.path() == null ? field : like.path();
    // No preference: with segment replication only the primary has what was indexed a moment ago.
    GetRequest request = new GetRequest(like.index(), like.id()).routing(like.routing());
    request.fetchSourceContext(new FetchSourceContext(true, new String[] {path}, null));
    client.get(request, ActionListener.map(listener, response -> target(response, path)));
  }

  private Target target(GetResponse response, String path) {
    List<Object> codes = new ArrayList<>();
    if (response.isExists() && !response.isSourceEmpty()) {
      collect(response.getSourceAsMap(), path, codes);
    }
    if (codes.isEmpty() || codes.size() > HammingQueryBuilder.MAX_CODES) {
      throw like.noCode(field);
    }
    return new Target.Codes(codes, like);
  }

  /**
   * Walks down to the path, of which any part may be written with dots in the source, and adds what
   * is found there in the forms of {@link Target.Codes}; what is no code at all becomes an empty
   * one, which every field refuses.
   */
  private static void collect(Object at, String path, List<Object> codes) {
    if (at instanceof List<?> objects) {
      objects.forEach(object -> collect(object, path, codes));
    } else if (at instanceof Map<?, ?> object) {
      if (object.get(path) != null) {
        add(object.get(path), codes);
      }
      object.forEach((key, child) -> {
        if (child != null && path.startsWith(key + ".")) {
          collect(child, path.substring(key.toString().length() + 1), codes);
        }
      });
    }
  }

  private static void add(Object value, List<Object> codes) {
    switch (value) {
      case String text -> codes.add(text);
      case Long number -> codes.add(number);
      case Integer number -> codes.add(number.longValue());
      case BigInteger number -> codes.add(number);
      case List<?> list -> addBytes(list, codes);
      default -> codes.add(new BytesRef());
    }
  }

  private static void addBytes(List<?> list, List<Object> codes) {
    if (list.size() == 1 && list.getFirst() instanceof String text) {
      codes.add(text);
      return;
    }
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      boolean isByte =
          list.get(i) instanceof Integer value && value >= Byte.MIN_VALUE && value <= 255;
      if (!isByte) {
        codes.add(new BytesRef());
        return;
      }
      bytes[i] = (byte) ((Integer) list.get(i)).intValue();
    }
    if (bytes.length > 0) {
      codes.add(new BytesRef(bytes));
    }
  }
}

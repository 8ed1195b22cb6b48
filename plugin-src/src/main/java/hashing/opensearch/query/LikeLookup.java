package hashing.opensearch.query;

import hashing.opensearch.mapper.BinaryCodeFieldType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.admin.indices.mapping.get.GetFieldMappingsAction;
import org.opensearch.action.admin.indices.mapping.get.GetFieldMappingsRequest;
import org.opensearch.action.admin.indices.mapping.get.GetFieldMappingsResponse;
import org.opensearch.action.admin.indices.mapping.get.GetFieldMappingsResponse.FieldMappingMetadata;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.search.fetch.subphase.FetchSourceContext;
import org.opensearch.transport.client.Client;

/**
 * Gets the code of a document for {@code like}, and the mapping it was written for, by requests
 * with the caller's rights.
 *
 * <p>The code is taken from the document's source, so an index without {@code _source} has none. A
 * path through nested objects may lead to several codes, and the nearest then counts. What a {@code
 * binary_code} field holds is read as that field reads it; anything else, a keyword for example, as
 * the queried one does.
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
    client.get(
        request,
        ActionListener.wrap(
            response -> {
              List<Object> values = values(response, path);
              String index = response.getIndex();
              client.execute(
                  GetFieldMappingsAction.INSTANCE,
                  new GetFieldMappingsRequest().indices(index).fields(path).includeDefaults(true),
                  ActionListener.map(
                      listener, mappings -> target(values, mapped(mappings, index, path))));
            },
            listener::onFailure));
  }

  private List<Object> values(GetResponse response, String path) {
    List<Object> values = new ArrayList<>();
    if (response.isExists() && !response.isSourceEmpty()) {
      collect(response.getSourceAsMap(), path, values);
    }
    if (values.isEmpty() || values.size() > HammingQueryBuilder.MAX_CODES) {
      throw like.noCode(field);
    }
    return values;
  }

  /** The field at the path, null where that is none of codes. */
  private BinaryCodeFieldType mapped(GetFieldMappingsResponse response, String index, String path) {
    if (!response.mappings().containsKey(index)) {
      // The action leaves out what failed; without the mapping the code would be guessed at.
      throw new OpenSearchStatusException(
          "[hamming] query on field [{}]: [like] cannot read the mapping of [{}] in index [{}] now",
          RestStatus.SERVICE_UNAVAILABLE,
          field,
          path,
          index);
    }
    FieldMappingMetadata metadata = response.fieldMappings(index, path);
    if (metadata == null || metadata.sourceAsMap().isEmpty()) {
      return null;
    }
    Map<?, ?> mapping = (Map<?, ?>) metadata.sourceAsMap().values().iterator().next();
    return BinaryCodeFieldType.of(path, mapping);
  }

  private Target target(List<Object> values, BinaryCodeFieldType source) {
    if (source == null) {
      List<Object> codes = values.stream().map(LikeLookup::unread).toList();
      return new Target.Codes(codes, new Target.Found(like, null, null));
    }
    List<Object> codes = new ArrayList<>();
    for (Object value : values) {
      try {
        codes.add(new BytesRef(source.parse(value)));
      } catch (IllegalArgumentException e) {
        IllegalArgumentException refusal = like.noCode(field);
        refusal.initCause(e);
        throw refusal;
      }
    }
    return new Target.Codes(codes, new Target.Found(like, source.bitCount(), source.modelId()));
  }

  /**
   * Walks down to the path, of which any part may be written with dots in the source, and adds what
   * is found there.
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

  private static void add(Object value, List<Object> values) {
    boolean absent =
        value instanceof List<?> list
            && (list.isEmpty() || (list.size() == 1 && list.getFirst() == null));
    if (!absent) {
      values.add(value);
    }
  }

  /**
   * The value in a form of {@link Target.Codes}; what is no code at all becomes an empty one, which
   * every field refuses.
   */
  private static Object unread(Object value) {
    return switch (value) {
      case String text -> text;
      case Long number -> number;
      case Integer number -> number.longValue();
      case BigInteger number -> number;
      case byte[] bytes -> new BytesRef(bytes);
      case List<?> list when list.size() == 1 && list.getFirst() instanceof String text -> text;
      case List<?> list when list.size() == 1 && list.getFirst() instanceof byte[] bytes ->
          new BytesRef(bytes);
      case List<?> list -> bytes(list);
      default -> new BytesRef();
    };
  }

  private static BytesRef bytes(List<?> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      boolean isByte =
          list.get(i) instanceof Integer value && value >= Byte.MIN_VALUE && value <= 255;
      if (!isByte) {
        return new BytesRef();
      }
      bytes[i] = (byte) ((Integer) list.get(i)).intValue();
    }
    return new BytesRef(bytes);
  }
}

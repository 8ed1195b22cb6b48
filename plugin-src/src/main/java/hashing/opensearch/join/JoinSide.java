package hashing.opensearch.join;

import java.io.IOException;
import java.util.List;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.index.query.QueryBuilder;

/**
 * Documents with a code on one side of a join.
 *
 * @param indices names as the request has them
 * @param field of type {@code binary_code}; null while it is not known
 * @param filter that the documents match, null for all
 */
public record JoinSide(List<String> indices, String field, QueryBuilder filter)
    implements Writeable {

  public JoinSide {
    indices = List.copyOf(indices);
  }

  JoinSide(StreamInput in) throws IOException {
    this(
        in.readStringList(),
        in.readOptionalString(),
        in.readOptionalNamedWriteable(QueryBuilder.class));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeStringCollection(indices);
    out.writeOptionalString(field);
    out.writeOptionalNamedWriteable(filter);
  }

  JoinSide withFilter(QueryBuilder other) {
    return new JoinSide(indices, field, other);
  }
}

package hashing.opensearch.stats;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.opensearch.action.support.nodes.BaseNodeResponse;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/** One node's statistics. */
public final class NodeStats extends BaseNodeResponse implements ToXContentFragment {
  private final Map<Stat, Object> values;

  /**
   * @param values each a {@link Long}, a {@link Double} or a list of strings
   */
  NodeStats(DiscoveryNode node, Map<Stat, Object> values) {
    super(node);
    this.values = values;
  }

  NodeStats(StreamInput in) throws IOException {
    super(in);
    values = new EnumMap<>(Stat.class);
    for (int left = in.readVInt(); left > 0; left--) {
      values.put(in.readEnum(Stat.class), in.readGenericValue());
    }
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeMap(values, StreamOutput::writeEnum, StreamOutput::writeGenericValue);
  }

  /** A statistic, null if it was not asked for. */
  public Object value(Stat stat) {
    return values.get(stat);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    for (Map.Entry<Stat, Object> stat : values.entrySet()) {
      json.field(stat.getKey().jsonName(), stat.getValue());
    }
    return json;
  }
}

package hashing.opensearch.stats;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.test.AbstractWireSerializingTestCase;

/** A node's statistics are read as they were written. */
public class NodeStatsTests extends AbstractWireSerializingTestCase<NodeStatsTests.Written> {

  /** Statistics, equal where each value is. */
  public record Written(NodeStats stats) implements Writeable {
    private Written(StreamInput in) throws IOException {
      this(new NodeStats(in));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      stats.writeTo(out);
    }

    private Map<Stat, Object> values() {
      Map<Stat, Object> values = new EnumMap<>(Stat.class);
      for (Stat stat : Stat.values()) {
        values.put(stat, stats.value(stat));
      }
      return values;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Written that
          && stats.getNode().equals(that.stats.getNode())
          && values().equals(that.values());
    }

    @Override
    public int hashCode() {
      return values().hashCode();
    }
  }

  @Override
  protected Written createTestInstance() {
    Map<Stat, Object> values = new EnumMap<>(Stat.class);
    for (Stat stat : randomSubsetOf(List.of(Stat.values()))) {
      values.put(
          stat,
          stat == Stat.LOADED_MODELS
              ? List.of(randomAlphaOfLength(3), randomAlphaOfLength(4))
              : randomBoolean() ? (Object) randomNonNegativeLong() : (Object) randomDouble());
    }
    DiscoveryNode node =
        new DiscoveryNode(randomAlphaOfLength(5), buildNewFakeTransportAddress(), Version.CURRENT);
    return new Written(new NodeStats(node, values));
  }

  @Override
  protected Writeable.Reader<Written> instanceReader() {
    return Written::new;
  }
}

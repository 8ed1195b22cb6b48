package hashing.opensearch.stats;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.test.AbstractWireSerializingTestCase;

/** What nodes are asked is read as it was written. */
public class StatsWireTests extends AbstractWireSerializingTestCase<StatsWireTests.Asked> {

  /** A request and the one that it sends to each node, compared by what they hold. */
  public record Asked(StatsRequest request, StatsRequest.Node node) implements Writeable {
    private Asked(StreamInput in) throws IOException {
      this(new StatsRequest(in), new StatsRequest.Node(in));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      request.writeTo(out);
      node.writeTo(out);
    }

    private List<Object> content() {
      return List.of(List.of(request.nodesIds()), request.stats(), node.stats());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Asked that && content().equals(that.content());
    }

    @Override
    public int hashCode() {
      return content().hashCode();
    }
  }

  @Override
  protected Asked createTestInstance() {
    Set<Stat> stats = EnumSet.noneOf(Stat.class);
    stats.addAll(randomSubsetOf(List.of(Stat.values())));
    String[] nodes = randomBoolean() ? new String[0] : new String[] {randomAlphaOfLength(5)};
    return new Asked(new StatsRequest(nodes, stats), new StatsRequest.Node(stats));
  }

  @Override
  protected Writeable.Reader<Asked> instanceReader() {
    return Asked::new;
  }
}

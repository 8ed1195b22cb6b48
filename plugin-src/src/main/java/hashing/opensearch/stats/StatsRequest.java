package hashing.opensearch.stats;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.opensearch.action.support.nodes.BaseNodesRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.transport.TransportRequest;

/** Asks nodes, all where none is named, for some of their statistics. */
public final class StatsRequest extends BaseNodesRequest<StatsRequest> {
  private final Set<Stat> stats;

  public StatsRequest(String[] nodes, Set<Stat> stats) {
    super(nodes);
    this.stats = stats;
  }

  StatsRequest(StreamInput in) throws IOException {
    super(in);
    stats = in.readEnumSet(Stat.class);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeEnumSet(EnumSet.copyOf(stats));
  }

  Set<Stat> stats() {
    return stats;
  }

  /** Asks one node. */
  static final class Node extends TransportRequest {
    private final Set<Stat> stats;

    Node(Set<Stat> stats) {
      this.stats = stats;
    }

    Node(StreamInput in) throws IOException {
      super(in);
      stats = in.readEnumSet(Stat.class);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      super.writeTo(out);
      out.writeEnumSet(EnumSet.copyOf(stats));
    }

    Set<Stat> stats() {
      return stats;
    }
  }
}

package hashing.opensearch.radius;

import static org.opensearch.action.ValidateActions.addValidationError;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.support.broadcast.BroadcastRequest;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;

/** Asks for a radius for one field of some indices. */
public final class RadiusRequest extends BroadcastRequest<RadiusRequest> {
  /** Codes sampled where the request does not say. */
  public static final int DEFAULT_SAMPLE_SIZE = 1000;

  /** All pairs of a sample are compared, and each code is searched for in every shard. */
  public static final int MAX_SAMPLE_SIZE = 5000;

  private final String field;
  private final int sampleSize;
  private final long seed;

  /** What the shards sampled, to look for neighbours of; null while they have to sample. */
  private final List<byte[]> probes;

  /**
   * @param field may be null, which {@link #validate} refuses
   * @param sampleSize 2 to {@link #MAX_SAMPLE_SIZE}, likewise
   */
  public RadiusRequest(String[] indices, String field, int sampleSize, long seed) {
    this(indices, field, sampleSize, seed, null);
  }

  private RadiusRequest(
      String[] indices, String field, int sampleSize, long seed, List<byte[]> probes) {
    super(indices);
    this.field = field;
    this.sampleSize = sampleSize;
    this.seed = seed;
    this.probes = probes;
  }

  RadiusRequest(StreamInput in) throws IOException {
    super(in);
    field = in.readString();
    sampleSize = in.readVInt();
    seed = in.readLong();
    probes = null;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(field);
    out.writeVInt(sampleSize);
    out.writeLong(seed);
  }

  /** The same request in its second round. */
  RadiusRequest with(List<byte[]> newProbes) {
    RadiusRequest second = new RadiusRequest(indices, field, sampleSize, seed, newProbes);
    second.indicesOptions(indicesOptions()).timeout(timeout());
    second.setParentTask(getParentTask());
    return second;
  }

  public String field() {
    return field;
  }

  public int sampleSize() {
    return sampleSize;
  }

  public long seed() {
    return seed;
  }

  List<byte[]> probes() {
    return probes;
  }

  @Override
  public ActionRequestValidationException validate() {
    ActionRequestValidationException problems = super.validate();
    if (Strings.isNullOrEmpty(field)) {
      problems = addValidationError("[field] is missing, it names a binary_code field", problems);
    }
    if (sampleSize < 2 || sampleSize > MAX_SAMPLE_SIZE) {
      problems =
          addValidationError(
              "[sample_size] must be 2 to " + MAX_SAMPLE_SIZE + ", found " + sampleSize, problems);
    }
    return problems;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new CancellableTask(
        id,
        type,
        action,
        "field[" + field + "], sample_size[" + sampleSize + "]",
        parent,
        headers) {
      @Override
      public boolean shouldCancelChildrenOnCancellation() {
        return true;
      }
    };
  }
}

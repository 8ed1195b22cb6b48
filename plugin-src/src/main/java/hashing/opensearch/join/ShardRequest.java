package hashing.opensearch.join;

import java.io.IOException;
import java.util.Map;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportRequest;

/** Asks something of one shard's part in a join. */
class ShardRequest extends TransportRequest {
  private final String part;

  /**
   * @param part id of the shard's part, beginning with that of the join
   */
  ShardRequest(String part) {
    this.part = part;
  }

  ShardRequest(StreamInput in) throws IOException {
    super(in);
    part = in.readString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(part);
  }

  final String part() {
    return part;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new CancellableTask(id, type, action, "part[" + part + "]", parent, headers) {
      @Override
      public boolean shouldCancelChildrenOnCancellation() {
        return false; // it has none
      }
    };
  }

  /** Asks for some of the part's codes. */
  static final class Codes extends ShardRequest {
    final int from;
    final int count;

    /**
     * @param from ordinal of the first code
     * @param count at most so many
     */
    Codes(String part, int from, int count) {
      super(part);
      this.from = from;
      this.count = count;
    }

    Codes(StreamInput in) throws IOException {
      super(in);
      from = in.readVInt();
      count = in.readVInt();
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      super.writeTo(out);
      out.writeVInt(from);
      out.writeVInt(count);
    }
  }

  /** Asks which of the part's codes or documents are near those of a batch. */
  static final class Match extends ShardRequest {
    final Kind kind;
    final int radius;
    final int k;
    final CodeBatch batch;
    final int fromRow;
    final int rows;

    /**
     * @param radius in bits
     * @param k number of nearest documents, 0 where all are wanted
     * @param batch null where the part is joined with itself
     * @param fromRow ordinal of the first code on the left that is still to be matched
     * @param rows as many as are to be matched at most
     */
    Match(String part, Kind kind, int radius, int k, CodeBatch batch, int fromRow, int rows) {
      super(part);
      this.kind = kind;
      this.radius = radius;
      this.k = k;
      this.batch = batch;
      this.fromRow = fromRow;
      this.rows = rows;
    }

    Match(StreamInput in) throws IOException {
      super(in);
      kind = in.readEnum(Kind.class);
      radius = in.readVInt();
      k = in.readVInt();
      batch = in.readOptionalWriteable(CodeBatch::new);
      fromRow = in.readVInt();
      rows = in.readVInt();
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      super.writeTo(out);
      out.writeEnum(kind);
      out.writeVInt(radius);
      out.writeVInt(k);
      out.writeOptionalWriteable(batch);
      out.writeVInt(fromRow);
      out.writeVInt(rows);
    }
  }

  /** Kinds of matches. */
  enum Kind {
    /** All pairs of codes within a radius; within one part each unordered pair once. */
    PAIRS,
    /** So many of these that the same codes are connected. */
    LINKS,
    /** The nearest documents of each code, within a radius. */
    NEAREST
  }

  /** Asks for ids of documents: those given, or some of those of codes. */
  static final class Documents extends ShardRequest {
    final int[] documents;
    final int[] ordinals;
    final int[] from;
    final int limit;

    private Documents(String part, int[] documents, int[] ordinals, int[] from, int limit) {
      super(part);
      this.documents = documents;
      this.ordinals = ordinals;
      this.from = from;
      this.limit = limit;
    }

    /** Those given, by their numbers in the part. */
    static Documents of(String part, int[] documents) {
      return new Documents(part, documents, new int[0], new int[0], 0);
    }

    /**
     * Of each code at most {@code limit} documents.
     *
     * @param from how many of a code's documents are left out before
     */
    static Documents ofCodes(String part, int[] ordinals, int[] from, int limit) {
      return new Documents(part, new int[0], ordinals, from, limit);
    }

    Documents(StreamInput in) throws IOException {
      super(in);
      documents = in.readVIntArray();
      ordinals = in.readVIntArray();
      from = in.readVIntArray();
      limit = in.readVInt();
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      super.writeTo(out);
      out.writeVIntArray(documents);
      out.writeVIntArray(ordinals);
      out.writeVIntArray(from);
      out.writeVInt(limit);
    }
  }
}

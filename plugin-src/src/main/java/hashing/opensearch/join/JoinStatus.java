package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.tasks.Task;

/**
 * A join as the tasks API shows it.
 *
 * @param phase {@code opening}, {@code matching} or {@code writing}
 * @param documents of the left side
 * @param codes distinct ones of the left side
 * @param codesDone of these
 * @param predictedProducts pairs of codes that are foreseen to be met in buckets, or to be compared
 *     where all are; -1 where nothing is known yet
 * @param products that were done, of what has been matched
 * @param pairsFound pairs of documents, those that were cut among them
 * @param remainingMillis estimated, -1 where nothing is known yet
 */
public record JoinStatus(
    String phase,
    int shards,
    long documents,
    long codes,
    long codesDone,
    long predictedProducts,
    long products,
    long pairsFound,
    long rowsWritten,
    long elapsedMillis,
    long remainingMillis)
    implements Task.Status {
  private static final String NAME = "hashing_join";

  /** For the node's registration. */
  public static final NamedWriteableRegistry.Entry ENTRY =
      new NamedWriteableRegistry.Entry(Task.Status.class, NAME, JoinStatus::new);

  JoinStatus(StreamInput in) throws IOException {
    this(
        in.readString(),
        in.readVInt(),
        in.readVLong(),
        in.readVLong(),
        in.readVLong(),
        in.readZLong(),
        in.readVLong(),
        in.readVLong(),
        in.readVLong(),
        in.readVLong(),
        in.readZLong());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(phase);
    out.writeVInt(shards);
    out.writeVLong(documents);
    out.writeVLong(codes);
    out.writeVLong(codesDone);
    out.writeZLong(predictedProducts);
    out.writeVLong(products);
    out.writeVLong(pairsFound);
    out.writeVLong(rowsWritten);
    out.writeVLong(elapsedMillis);
    out.writeZLong(remainingMillis);
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.startObject();
    json.field("phase", phase);
    json.field("shards", shards);
    json.field("documents", documents);
    json.field("codes_total", codes);
    json.field("codes_done", codesDone);
    if (predictedProducts >= 0) {
      json.field("predicted_products", predictedProducts);
    }
    json.field("products", products);
    json.field("pairs_found", pairsFound);
    json.field("rows_written", rowsWritten);
    json.field("elapsed_in_millis", elapsedMillis);
    if (remainingMillis >= 0) {
      json.field("estimated_remaining_in_millis", remainingMillis);
    }
    return json.endObject();
  }
}

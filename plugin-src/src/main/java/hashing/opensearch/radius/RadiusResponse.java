package hashing.opensearch.radius;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.broadcast.BroadcastResponse;
import org.opensearch.core.action.support.DefaultShardOperationFailedException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;

/** A report on a field's codes, behind the shards that answered. */
public final class RadiusResponse extends BroadcastResponse {
  private final RadiusReport report;

  /** The shards' answers, between the rounds. */
  private final List<RadiusShardResponse> parts;

  /** What a round gave. */
  RadiusResponse(
      int shards,
      List<DefaultShardOperationFailedException> failures,
      List<RadiusShardResponse> parts) {
    super(shards, parts.size(), failures.size(), failures);
    this.report = null;
    this.parts = parts;
  }

  /** The answer. */
  RadiusResponse(RadiusResponse last, RadiusReport report) {
    super(
        last.getTotalShards(),
        last.getSuccessfulShards(),
        last.getFailedShards(),
        List.of(last.getShardFailures()));
    this.report = report;
    this.parts = List.of();
  }

  RadiusResponse(StreamInput in) throws IOException {
    super(in);
    report = new RadiusReport(in);
    parts = List.of();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    report.writeTo(out);
  }

  /** What was found. */
  public RadiusReport report() {
    return report;
  }

  List<RadiusShardResponse> parts() {
    return parts;
  }

  @Override
  protected void addCustomXContentFields(XContentBuilder json, Params params) throws IOException {
    report.toXContent(json, params);
  }
}

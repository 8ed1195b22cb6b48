package hashing.opensearch.join;

import java.io.IOException;
import java.util.List;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** The documents nearest to each code, in the order of the request's codes. */
public final class SearchBatchResponse extends ActionResponse implements ToXContentObject {
  private final long tookMillis;
  private final List<Answer> answers;

  /** A document. */
  record Hit(String index, String id, int distance) implements Writeable {
    Hit(StreamInput in) throws IOException {
      this(in.readString(), in.readString(), in.readVInt());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeString(index);
      out.writeString(id);
      out.writeVInt(distance);
    }
  }

  /**
   * What was found for one code.
   *
   * @param more whether documents within the radius were left out
   */
  record Answer(List<Hit> hits, boolean more) implements Writeable {
    Answer(StreamInput in) throws IOException {
      this(in.readList(Hit::new), in.readBoolean());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeList(hits);
      out.writeBoolean(more);
    }
  }

  SearchBatchResponse(long tookMillis, List<Answer> answers) {
    this.tookMillis = tookMillis;
    this.answers = answers;
  }

  SearchBatchResponse(StreamInput in) throws IOException {
    super(in);
    tookMillis = in.readVLong();
    answers = in.readList(Answer::new);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVLong(tookMillis);
    out.writeList(answers);
  }

  List<Answer> answers() {
    return answers;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.startObject().field("took", tookMillis).startArray("answers");
    for (Answer answer : answers) {
      json.startObject().startArray("hits");
      for (Hit hit : answer.hits()) {
        json.startObject().field("_index", hit.index()).field("_id", hit.id());
        json.field("distance", hit.distance()).endObject();
      }
      json.endArray().field("more", answer.more()).endObject();
    }
    return json.endArray().endObject();
  }
}

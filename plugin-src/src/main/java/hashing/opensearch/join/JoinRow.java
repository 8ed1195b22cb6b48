package hashing.opensearch.join;

import java.io.IOException;
import java.util.List;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/** One row of a join's result. */
sealed interface JoinRow extends ToXContentFragment {

  /** Two documents and the distance of their codes. */
  record Pair(DocumentRef left, DocumentRef right, int distance) implements JoinRow {
    @Override
    public XContentBuilder toXContent(XContentBuilder json, ToXContent.Params params)
        throws IOException {
      return json.field("left", left).field("right", right).field("distance", distance);
    }
  }

  /** A document near another. */
  record Neighbor(DocumentRef document, int distance) {}

  /** A document and its nearest ones, nearest first. */
  record Neighbors(DocumentRef document, List<Neighbor> neighbors) implements JoinRow {
    @Override
    public XContentBuilder toXContent(XContentBuilder json, ToXContent.Params params)
        throws IOException {
      json.field("document", document).startArray("neighbors");
      for (Neighbor neighbor : neighbors) {
        json.startObject();
        json.field("index", neighbor.document().index());
        json.field("id", neighbor.document().id());
        json.field("distance", neighbor.distance());
        json.endObject();
      }
      return json.endArray();
    }
  }

  /**
   * A member of a group.
   *
   * @param group number of the group, the same for all its members
   * @param documents in the group
   * @param codes distinct ones in the group
   */
  record Member(DocumentRef document, long group, long documents, int codes) implements JoinRow {
    @Override
    public XContentBuilder toXContent(XContentBuilder json, ToXContent.Params params)
        throws IOException {
      json.field("document", document).field("group", group);
      return json.field("documents", documents).field("codes", codes);
    }
  }
}

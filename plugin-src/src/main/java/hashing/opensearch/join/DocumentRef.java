package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** A document, written as the {@code like} of a query takes it. */
record DocumentRef(String index, String id) implements ToXContentObject {

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    return json.startObject().field("index", index).field("id", id).endObject();
  }
}

package hashing.demo;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.List;

/** The demo's requests as commands for a shell. */
final class Requests {

  private final URI uri;

  Requests(URI uri) {
    this.uri = uri;
  }

  /** The pipeline's definition. */
  String pipeline() {
    return curl("PUT", "/_ingest/pipeline/" + DemoIndex.NAME, DemoIndex.PIPELINE_BODY);
  }

  /** The index's definition. */
  String index() {
    return curl("PUT", "/" + DemoIndex.NAME, DemoIndex.INDEX_BODY);
  }

  /** The nearest documents to one that is indexed. */
  String like(int id) {
    return curl(
        "GET",
        "/" + DemoIndex.NAME + "/_search",
        """
        {"_source": ["label"], "query": {"hamming": {"%s": {"like": {"index": "%s", "id": "%d"}, "k": 10}}}}\
        """
            .replaceFirst("%s", DemoIndex.CODE)
            .replaceFirst("%s", DemoIndex.NAME)
            .replaceFirst("%d", Integer.toString(id)));
  }

  /** A question as it was asked, but showing labels. */
  String search(Answer answer) {
    JsonObject body = answer.body().deepCopy();
    body.addProperty("size", 10);
    body.addProperty("_source", "label");
    return curl("GET", "/" + DemoIndex.NAME + "/_search", body.toString());
  }

  /** All of them, for the console. */
  String text(Answer nearest, List<Answer> duplicates, Answer filtered) {
    StringBuilder text = new StringBuilder("Requests to try while the node runs:\n\n");
    text.append("# the ten nearest pictures to a picture\n").append(search(nearest));
    text.append("\n\n# the same of another kind of clothing\n").append(search(filtered));
    if (!duplicates.isEmpty()) {
      text.append("\n\n# near-duplicates of a picture\n").append(search(duplicates.getFirst()));
    }
    text.append("\n\n# the nearest pictures to one that is indexed\n");
    return text.append(like(nearest.query())).append('\n').toString();
  }

  private String curl(String method, String path, String body) {
    return "curl -s -X "
        + method
        + " '"
        + uri
        + path
        + "?pretty' -H 'Content-Type: application/json' -d '"
        + body
        + "'";
  }
}

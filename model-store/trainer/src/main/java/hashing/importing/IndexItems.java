package hashing.importing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.train.Progress;
import hashing.train.data.UserItems;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.TreeMap;

/** Reads a user's items out of an index, by scrolling through all of its documents. Stateless. */
public final class IndexItems {

  private static final int PAGE = 1000;
  private static final String KEPT = "5m";

  private IndexItems() {}

  /**
   * All documents that have the input field, in the order of their ids.
   *
   * @throws IOException if the cluster does not answer or refuses, or a document's fields are of
   *     another form; the message names the document
   */
  public static UserItems read(
      Connection connection, String index, UserItems.Fields fields, Progress progress)
      throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("size", PAGE);
    JsonArray wanted = new JsonArray();
    wanted.add(fields.input());
    wanted.add(fields.label());
    body.add("_source", wanted);
    body.add("query", exists(fields.input()));
    body.add("sort", JsonParser.parseString("[\"_doc\"]"));
    body.addProperty("track_total_hits", true);
    JsonObject page = send(connection, "POST", "/" + index + "/_search?scroll=" + KEPT, body);
    String scroll = page.get("_scroll_id").getAsString();
    TreeMap<String, JsonObject> documents = new TreeMap<>();
    try {
      JsonObject hits = page.getAsJsonObject("hits");
      progress.start("documents", hits.getAsJsonObject("total").get("value").getAsLong());
      while (!hits.getAsJsonArray("hits").isEmpty()) {
        for (JsonElement hit : hits.getAsJsonArray("hits")) {
          JsonObject found = hit.getAsJsonObject();
          documents.put(
              found.get("_index").getAsString() + "/" + found.get("_id").getAsString(),
              found.getAsJsonObject("_source"));
          progress.step("");
        }
        page = send(connection, "POST", "/_search/scroll", next(scroll));
        scroll = page.get("_scroll_id").getAsString();
        hits = page.getAsJsonObject("hits");
      }
    } finally {
      JsonObject done = new JsonObject();
      done.addProperty("scroll_id", scroll);
      connection.send("DELETE", "/_search/scroll", done.toString());
    }
    UserItems items = new UserItems("index/" + index, fields);
    for (var document : documents.entrySet()) {
      items.add(document.getValue(), "document [" + document.getKey() + "]");
    }
    return items;
  }

  private static JsonObject exists(String field) {
    JsonObject name = new JsonObject();
    name.addProperty("field", field);
    JsonObject query = new JsonObject();
    query.add("exists", name);
    return query;
  }

  private static JsonObject next(String scroll) {
    JsonObject next = new JsonObject();
    next.addProperty("scroll", KEPT);
    next.addProperty("scroll_id", scroll);
    return next;
  }

  private static JsonObject send(Connection connection, String method, String path, JsonObject body)
      throws IOException {
    HttpResponse<String> answer = connection.send(method, path, body.toString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "[" + connection.url() + "] answers " + answer.statusCode() + ": " + answer.body());
    }
    JsonObject page = JsonParser.parseString(answer.body()).getAsJsonObject();
    if (page.has("_shards") && page.getAsJsonObject("_shards").get("failed").getAsInt() > 0) {
      throw new IOException(
          "[" + connection.url() + "] could not search every shard: " + page.get("_shards"));
    }
    return page;
  }
}

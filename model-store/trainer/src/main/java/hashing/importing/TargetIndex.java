package hashing.importing;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.code.CodeFormat;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The index that codes are brought into, and its field. */
final class TargetIndex {

  /** Settings that are others while an import runs. */
  private static final String REFRESH = "index.refresh_interval";

  private static final String REPLICAS = "index.number_of_replicas";

  /** How a field's codes are written and how long they are. */
  record Field(int bitCount, CodeFormat format) {}

  private final Connection connection;
  private final String index;
  private final String field;

  TargetIndex(Connection connection, String index, String field) {
    this.connection = connection;
    this.index = index;
    this.field = field;
  }

  /** The body of the request that makes an index for codes of a form. */
  static String proposal(String field, CodeForm form, List<String> kept, int shards) {
    JsonObject code = new JsonObject();
    code.addProperty("type", "binary_code");
    code.addProperty("bits", form.bitCount());
    if (form.format() != CodeFormat.HEX) {
      code.addProperty("format", form.format().jsonName());
    }
    JsonObject properties = new JsonObject();
    properties.add(field, code);
    for (String name : kept) {
      JsonObject keyword = new JsonObject();
      keyword.addProperty("type", "keyword");
      properties.add(name, keyword);
    }
    JsonObject settings = new JsonObject();
    settings.addProperty("number_of_shards", shards);
    JsonObject mappings = new JsonObject();
    mappings.add("properties", properties);
    JsonObject body = new JsonObject();
    body.add("settings", settings);
    body.add("mappings", mappings);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(body);
  }

  /** The index's path. */
  String path() {
    return "/" + URLEncoder.encode(index, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The field of the index, null where there is no such index. */
  Field find() throws IOException {
    HttpResponse<String> answer = connection.send("GET", path() + "/_mapping", null);
    if (answer.statusCode() == 404) {
      return null;
    }
    JsonObject mappings =
        only(object("GET", path() + "/_mapping", answer)).getAsJsonObject("mappings");
    JsonObject mapping = mappings;
    for (String part : field.split("\\.", -1)) {
      JsonObject properties = mapping == null ? null : mapping.getAsJsonObject("properties");
      mapping = properties == null ? null : properties.getAsJsonObject(part);
    }
    String type =
        mapping == null || !mapping.has("type") ? null : mapping.get("type").getAsString();
    if (!"binary_code".equals(type)) {
      throw new IllegalArgumentException(
          "[--field] is ["
              + field
              + "], which in index ["
              + index
              + "] is "
              + (type == null ? "no field" : "of type [" + type + "]")
              + "; a field of type [binary_code] is allowed");
    }
    String format = mapping.has("format") ? mapping.get("format").getAsString() : "hex";
    return new Field(mapping.get("bits").getAsInt(), CodeFormat.of(format));
  }

  /** Documents in the index. */
  long count() throws IOException {
    return request("GET", path() + "/_count", null).get("count").getAsLong();
  }

  /** Makes the index. */
  void create(String body) throws IOException {
    request("PUT", path(), body);
  }

  /** The settings that {@link #quicken} changes, as {@link #restore} puts them back. */
  JsonObject settings(boolean withReplicas) throws IOException {
    JsonObject answer = request("GET", path() + "/_settings?flat_settings=true", null);
    JsonObject found = only(answer).getAsJsonObject("settings");
    JsonObject settings = new JsonObject();
    settings.add(REFRESH, setting(found, REFRESH));
    if (withReplicas) {
      settings.add(REPLICAS, setting(found, REPLICAS));
    }
    return settings;
  }

  /** Switches refreshes off, and replicas where they are among the settings. */
  void quicken(JsonObject settings) throws IOException {
    JsonObject now = new JsonObject();
    now.addProperty(REFRESH, "-1");
    if (settings.has(REPLICAS)) {
      now.addProperty(REPLICAS, "0");
    }
    request("PUT", path() + "/_settings", now.toString());
  }

  private static JsonElement setting(JsonObject settings, String name) {
    return settings.has(name) ? settings.get(name) : JsonNull.INSTANCE;
  }

  /** Puts settings back and makes what was sent visible. */
  void restore(JsonObject before) throws IOException {
    String body = new GsonBuilder().serializeNulls().create().toJson(before);
    request("PUT", path() + "/_settings", body);
    request("POST", path() + "/_refresh", null);
  }

  private JsonObject request(String method, String path, String body) throws IOException {
    return object(method, path, connection.send(method, path, body));
  }

  private JsonObject object(String method, String path, HttpResponse<String> answer)
      throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(refusal(method, path, answer));
    }
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  /** What a cluster that would not do something said, short. */
  static String refusal(String method, String path, HttpResponse<String> answer) {
    String body = answer.body().length() > 500 ? answer.body().substring(0, 500) : answer.body();
    return method + " " + path + " was answered with status " + answer.statusCode() + ": " + body;
  }

  /** The value of the only index in an answer; several stand behind an alias or a pattern. */
  private JsonObject only(JsonObject answer) {
    if (answer.size() != 1) {
      throw new IllegalArgumentException(
          "[--index] is [" + index + "], which stands for " + answer.keySet() + "; one is allowed");
    }
    return answer.entrySet().iterator().next().getValue().getAsJsonObject();
  }
}

package hashing.opensearch.store;

import java.io.IOException;
import org.opensearch.ResourceAlreadyExistsException;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.indices.SystemIndexDescriptor;
import org.opensearch.transport.client.Client;

/**
 * The system index that holds packages: one shard, a copy on up to three nodes.
 *
 * <p>An upload is the documents of its chunks, {@code <upload>-<number>}, and one of its facts,
 * {@code <upload>}; both have its name, and are written once and never changed.
 */
public final class ModelIndex {
  /** Its name. */
  public static final String NAME = ".opensearch-hashing-models";

  /** Of the mapping; counts up when documents change so that an older reader is misled. */
  private static final int VERSION = 1;

  /** For the node's registration. */
  public static final SystemIndexDescriptor DESCRIPTOR =
      new SystemIndexDescriptor(NAME, "Model packages of the hashing plugin");

  private ModelIndex() {}

  /** Its metadata, null where there is none yet. */
  static IndexMetadata metadata(ClusterState state) {
    return state.metadata().index(NAME);
  }

  /** Makes the index if there is none. */
  static void create(Client client, ActionListener<Void> listener) {
    CreateIndexRequest request;
    try {
      request = new CreateIndexRequest(NAME, settings()).mapping(mapping());
    } catch (IOException e) {
      listener.onFailure(e);
      return;
    }
    client
        .admin()
        .indices()
        .create(
            request,
            ActionListener.wrap(
                created -> listener.onResponse(null),
                e -> {
                  if (e instanceof ResourceAlreadyExistsException) {
                    listener.onResponse(null);
                  } else {
                    listener.onFailure(e);
                  }
                }));
  }

  private static Settings settings() {
    return Settings.builder()
        .put("index.number_of_shards", 1)
        .put("index.auto_expand_replicas", "0-2")
        .put("index.hidden", true)
        .put("index.priority", 100) // recovered early, as other indices' searches need it
        .build();
  }

  /** Chunks are in the documents' sources alone: nothing but what is named here is indexed. */
  private static XContentBuilder mapping() throws IOException {
    XContentBuilder json = XContentFactory.jsonBuilder().startObject().field("dynamic", false);
    json.startObject("_meta").field("version", VERSION).endObject();
    json.startObject("properties");
    json.startObject("upload").field("type", "keyword").endObject();
    json.startObject("model").field("type", "keyword").endObject();
    json.startObject("time").field("type", "date").field("format", "epoch_millis").endObject();
    return json.endObject().endObject();
  }
}

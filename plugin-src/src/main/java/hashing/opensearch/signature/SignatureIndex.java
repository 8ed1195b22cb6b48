package hashing.opensearch.signature;

import java.util.Map;
import org.opensearch.ResourceAlreadyExistsException;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.action.admin.indices.create.CreateIndexResponse;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.indices.SystemIndexDescriptor;
import org.opensearch.transport.client.Client;

/**
 * The system index of keys, signatures and verifications: one shard, a copy on up to three nodes.
 * Every document has one field, {@code content}, a file of {@code hashing.signature} as a string.
 * Ids: {@code pool-POOL-PAIR}, {@code signature-SHA256-SCHEME}, {@code record-POOL-GROUP-ROLE}; and
 * {@code deleted-POOL-PAIR}, whose fields are those of {@link KeyRecord}.
 */
public final class SignatureIndex {
  /** Its name. */
  public static final String NAME = ".opensearch-hashing-signatures";

  static final String CONTENT = "content";

  /** For one request to the index. */
  static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(60);

  /** For the node's registration. */
  public static final SystemIndexDescriptor DESCRIPTOR =
      new SystemIndexDescriptor(NAME, "Keys and signatures of the hashing plugin");

  private SignatureIndex() {}

  /** Makes the index if there is none; blocks. */
  static void create(Client client) {
    CreateIndexRequest request =
        new CreateIndexRequest(
                NAME,
                Settings.builder()
                    .put("index.number_of_shards", 1)
                    .put("index.auto_expand_replicas", "0-2")
                    .put("index.hidden", true)
                    .build())
            .mapping(Map.of("dynamic", false, "_meta", Map.of("version", 1)));
    PlainActionFuture<CreateIndexResponse> created = PlainActionFuture.newFuture();
    client.admin().indices().create(request, created);
    try {
      created.actionGet(TIMEOUT);
    } catch (ResourceAlreadyExistsException e) {
      // by an earlier request
    }
  }
}

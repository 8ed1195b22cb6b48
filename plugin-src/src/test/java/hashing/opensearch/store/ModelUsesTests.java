package hashing.opensearch.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.cluster.ClusterName;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.ComponentTemplate;
import org.opensearch.cluster.metadata.ComposableIndexTemplate;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexTemplateMetadata;
import org.opensearch.cluster.metadata.Metadata;
import org.opensearch.cluster.metadata.Template;
import org.opensearch.common.compress.CompressedXContent;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.ingest.PipelineConfiguration;
import org.opensearch.test.OpenSearchTestCase;

public class ModelUsesTests extends OpenSearchTestCase {

  private static Metadata.Builder index(Metadata.Builder metadata, String name, String properties)
      throws IOException {
    Settings settings =
        Settings.builder()
            .put("index.version.created", Version.CURRENT)
            .put("index.number_of_shards", 1)
            .put("index.number_of_replicas", 0)
            .build();
    return metadata.put(
        IndexMetadata.builder(name)
            .settings(settings)
            .putMapping("{\"properties\":{" + properties + "}}"));
  }

  private static List<String> uses(Metadata.Builder metadata) {
    ClusterState state = ClusterState.builder(ClusterName.DEFAULT).metadata(metadata).build();
    return ModelUses.of(state).stream().map(use -> use + " " + use.model()).toList();
  }

  public void testFields() throws IOException {
    Metadata.Builder metadata = Metadata.builder();
    index(metadata, "words", "\"text\":{\"type\":\"text\"}");
    index(
        metadata,
        "photos",
        """
        "code":{"type":"binary_code","bits":8,"model_id":"a@1","search_model_id":"b"},
        "free":{"type":"binary_code","bits":8},
        "other":{"type":"keyword","model_id":"no"},
        "shop":{"properties":{"code":{"type":"binary_code","bits":8,"model_id":"c"}}},
        "tag":{"type":"keyword","fields":{"code":{"type":"binary_code","bits":8,"model_id":"d"}}},
        "parts":{"type":"nested","properties":{"x":{"type":"binary_code","bits":8,"model_id":"e"}}}
        """);
    assertEquals(
        List.of(
            "field photos/code a@1",
            "field photos/code b",
            "field photos/parts.x e",
            "field photos/shop.code c",
            "field photos/tag.code d"),
        uses(metadata));
  }

  private static Template template(String properties) throws IOException {
    return new Template(
        Settings.EMPTY,
        new CompressedXContent("{\"_doc\":{\"properties\":{" + properties + "}}}"),
        Map.of());
  }

  public void testTemplates() throws IOException {
    String code = "\"code\":{\"type\":\"binary_code\",\"bits\":8,\"model_id\":\"%s\"}";
    Metadata.Builder metadata =
        Metadata.builder()
            .put(
                "shapes",
                new ComposableIndexTemplate(
                    List.of("shapes-*"), template(code.formatted("a@1")), null, null, null, null))
            .put("plain", new ComposableIndexTemplate(List.of("x-*"), null, null, null, null, null))
            .put("part", new ComponentTemplate(template(code.formatted("b")), null, null))
            .put("settings", new ComponentTemplate(new Template(null, null, null), null, null))
            .put(
                IndexTemplateMetadata.builder("old")
                    .patterns(List.of("old-*"))
                    .putMapping(
                        "_doc", "{\"_doc\":{\"properties\":{" + code.formatted("c") + "}}}"));
    assertEquals(
        List.of(
            "component template part/code b", "template old/code c", "template shapes/code a@1"),
        uses(metadata).stream().sorted().toList());
  }

  public void testDynamicTemplates() throws IOException {
    Metadata.Builder metadata = Metadata.builder();
    metadata.put(
        IndexMetadata.builder("photos")
            .settings(
                Settings.builder()
                    .put("index.version.created", Version.CURRENT)
                    .put("index.number_of_shards", 1)
                    .put("index.number_of_replicas", 0))
            .putMapping(
                """
                {"dynamic_templates":[{"codes":{"match":"*_code",
                  "mapping":{"type":"binary_code","bits":8,"model_id":"a"}}}]}
                """));
    assertEquals(List.of("field photos/dynamic template codes a"), uses(metadata));
  }

  public void testPipelines() throws IOException {
    String pipeline =
        """
        {"processors":[
          {"hash_encode":{"model_id":"a@1","field":"x","target_field":"y"}},
          {"foreach":{"field":"parts","processor":{"hash_encode":{"model_id":"b"}}}},
          {"set":{"field":"z","value":"hash_encode","on_failure":[{"hash_encode":{"model_id":"c"}}]}}],
         "on_failure":[{"hash_encode":{"model_id":"d@2"}},{"hash_encode":{"model_id":"No Name"}}]}
        """;
    Metadata.Builder metadata =
        Metadata.builder()
            .putCustom(
                IngestMetadata.TYPE,
                new IngestMetadata(
                    Map.of(
                        "photos",
                        new PipelineConfiguration(
                            "photos", new BytesArray(pipeline), XContentType.JSON))));
    assertEquals(
        List.of(
            "pipeline photos a@1", "pipeline photos b", "pipeline photos c", "pipeline photos d@2"),
        uses(metadata).stream().sorted().toList());
  }

  public void testNone() {
    assertEquals(List.of(), uses(Metadata.builder()));
  }
}

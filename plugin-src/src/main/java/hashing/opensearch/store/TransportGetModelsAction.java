package hashing.opensearch.store;

import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelDetails;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.model.ModelSource;
import hashing.store.ModelName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Describes models. What is kept beside a stored package is read for one model, not for all. */
public final class TransportGetModelsAction
    extends HandledTransportAction<GetModelsRequest, GetModelsResponse> {
  private final TransportService transport;
  private final ClusterService cluster;
  private final ModelRegistry models;
  private final ModelStore store;

  /** Called by OpenSearch. */
  @Inject
  public TransportGetModelsAction(
      TransportService transport,
      ActionFilters filters,
      ClusterService cluster,
      ModelRegistry models,
      ModelStore store) {
    super(GetModelsAction.NAME, transport, filters, GetModelsRequest::new);
    this.transport = transport;
    this.cluster = cluster;
    this.models = models;
    this.store = store;
  }

  @Override
  protected void doExecute(
      Task task, GetModelsRequest request, ActionListener<GetModelsResponse> listener) {
    transport
        .getThreadPool()
        .executor(ThreadPool.Names.MANAGEMENT)
        .execute(ActionRunnable.wrap(listener, then -> get(request, then)));
  }

  private void get(GetModelsRequest request, ActionListener<GetModelsResponse> listener) {
    ClusterState state = cluster.state();
    List<ModelUse> uses = ModelUses.of(state);
    if (request.id() == null) {
      ModelSource.Listing listing = models.listing();
      listener.onResponse(
          new GetModelsResponse(
              false,
              listing.models().stream().map(model -> description(model, uses)).toList(),
              listing.damaged()));
      return;
    }
    Model model = find(request.id());
    Map<String, Object> described = description(model, uses);
    Optional<StoredModel> stored =
        Catalogue.of(state)
            .get(model.name())
            .filter(_ -> model.details().source() == ModelDetails.Source.STORED);
    if (stored.isEmpty()) {
      addManifest(described, model.details().manifest());
      listener.onResponse(new GetModelsResponse(true, List.of(described), Map.of()));
      return;
    }
    store
        .packages()
        .facts(
            stored.get(),
            ActionListener.map(
                listener,
                facts -> {
                  addFacts(described, facts);
                  return new GetModelsResponse(true, List.of(described), Map.of());
                }));
  }

  private Model find(String id) {
    return models
        .find(id)
        .orElseThrow(() ->
            new OpenSearchStatusException(
                "found no model [{}], there are {}", RestStatus.NOT_FOUND, id, models.names()));
  }

  private Map<String, Object> description(Model model, List<ModelUse> uses) {
    Map<String, Object> json = new LinkedHashMap<>();
    ModelDetails details = model.details();
    json.put("model_id", model.name().toString());
    json.put("source", details.source().jsonName());
    json.put("bits", model.bitCount());
    json.put("input", model.input().name().toLowerCase(Locale.ROOT));
    json.put("code_space", model.codeSpace());
    if (details.kind() != null) {
      json.put("kind", details.kind().name().toLowerCase(Locale.ROOT));
      json.put("method", details.method());
      json.put("size_in_bytes", details.byteSize());
      json.put("sha256", details.sha256());
    }
    if (details.source() == ModelDetails.Source.STORED) {
      json.put("chunks", PackageStore.chunks(details.byteSize()));
    }
    json.put("used_by", users(model.name(), uses));
    return json;
  }

  /** Who means this model by the name that he has for it. */
  private List<String> users(ModelName name, List<ModelUse> uses) {
    return uses.stream()
        .filter(use -> use.model().matches(name))
        .filter(use ->
            models
                .find(use.model().toString())
                .map(found -> found.name().equals(name))
                .orElse(false))
        .map(ModelUse::toString)
        .distinct()
        .toList();
  }

  private static void addFacts(Map<String, Object> json, Map<String, Object> facts) {
    facts.forEach((name, fact) -> {
      if (name.equals("manifest")) {
        addManifest(json, (String) fact);
      } else if (name.equals("time") && fact instanceof Number time) {
        json.put("stored_at", Instant.ofEpochMilli(time.longValue()).toString());
      } else if (!name.equals("model")) {
        json.put(name, fact);
      }
    });
  }

  private static void addManifest(Map<String, Object> json, String manifest) {
    if (manifest != null) {
      json.put("manifest", XContentHelper.convertToMap(JsonXContent.jsonXContent, manifest, true));
    }
  }
}

package hashing.opensearch.store;

import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelDetails;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.model.ModelSource;
import hashing.opensearch.stats.Stat;
import hashing.opensearch.stats.StatsAction;
import hashing.opensearch.stats.StatsRequest;
import hashing.store.ModelName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.unit.TimeValue;
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
  private static final TimeValue NODES_TIMEOUT = TimeValue.timeValueSeconds(5);

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
    Map<ModelName, Set<String>> users = users(state);
    if (request.id() == null) {
      ModelSource.Listing listing = models.listing();
      listener.onResponse(
          new GetModelsResponse(
              false,
              listing.models().stream().map(model -> description(model, users)).toList(),
              listing.damaged()));
      return;
    }
    Model model = find(request.id());
    Map<String, Object> described = description(model, users);
    Optional<StoredModel> stored =
        Catalogue.of(state)
            .get(model.name())
            .filter(_ -> model.details().source() == ModelDetails.Source.STORED);
    ActionListener<GetModelsResponse> located =
        ActionListener.wrap(answer -> locate(described, answer, listener), listener::onFailure);
    if (stored.isEmpty()) {
      addManifest(described, model.details().manifest());
      located.onResponse(new GetModelsResponse(true, List.of(described), Map.of()));
      return;
    }
    store
        .packages()
        .facts(
            stored.get(),
            ActionListener.map(
                located,
                facts -> {
                  addFacts(described, facts);
                  return new GetModelsResponse(true, List.of(described), Map.of());
                }));
  }

  /** Adds the names of the nodes that have the model in memory, of those that say so in time. */
  private void locate(
      Map<String, Object> described,
      GetModelsResponse answer,
      ActionListener<GetModelsResponse> listener) {
    StatsRequest request = new StatsRequest(new String[0], EnumSet.of(Stat.LOADED_MODELS));
    request.timeout(NODES_TIMEOUT);
    store
        .client()
        .execute(
            StatsAction.INSTANCE,
            request,
            ActionListener.map(
                listener,
                stats -> {
                  described.put(
                      "loaded_on",
                      stats.getNodes().stream()
                          .filter(node ->
                              ((List<?>) node.value(Stat.LOADED_MODELS))
                                  .contains(described.get("model_id")))
                          .map(node -> node.getNode().getName())
                          .sorted()
                          .toList());
                  return answer;
                }));
  }

  private Model find(String id) {
    return models
        .find(id)
        .orElseThrow(() ->
            new OpenSearchStatusException(
                "found no model [{}], there are {}", RestStatus.NOT_FOUND, id, models.names()));
  }

  private Map<String, Object> description(Model model, Map<ModelName, Set<String>> users) {
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
    json.put("used_by", List.copyOf(users.getOrDefault(model.name(), Set.of())));
    return json;
  }

  /** Who means each model, by whatever name he has for it. */
  private Map<ModelName, Set<String>> users(ClusterState state) {
    Map<ModelName, Set<String>> users = new HashMap<>();
    for (ModelUse use : ModelUses.of(state)) {
      models
          .find(use.model().toString())
          .ifPresent(model ->
              users.computeIfAbsent(model.name(), _ -> new LinkedHashSet<>()).add(use.toString()));
    }
    return users;
  }

  private static void addFacts(Map<String, Object> json, Map<String, Object> facts) {
    facts.forEach((name, fact) -> {
      if (name.equals("manifest")) {
        addManifest(json, (String) fact);
      } else if (name.equals("time") && fact instanceof Number time) {
        json.put("stored_at", Instant.ofEpochMilli(time.longValue()).toString());
      } else if (!name.equals("model") && !name.startsWith("_")) {
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

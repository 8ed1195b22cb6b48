package hashing.opensearch.store;

import hashing.encode.BuiltInEncoders;
import hashing.encode.Encoder;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.pool.TrialPool;
import hashing.store.EncoderLoader;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.PackageWriter;
import hashing.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.UUIDs;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.lease.Releasable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * Stores a package, on the node that is asked: judges it, writes its chunks under the name of this
 * upload, which nobody reads yet, and has the cluster manager list it. What fails before that
 * leaves the cluster's models as they were, and its chunks are removed at once or collected later.
 */
public final class TransportPutModelAction
    extends HandledTransportAction<PutModelRequest, PutModelResponse> {
  private final TransportService transport;
  private final ClusterService cluster;
  private final CircuitBreakerService breakers;
  private final ModelRegistry models;
  private final ModelStore store;

  /** Called by OpenSearch. */
  @Inject
  public TransportPutModelAction(
      TransportService transport,
      ActionFilters filters,
      ClusterService cluster,
      CircuitBreakerService breakers,
      ModelRegistry models,
      ModelStore store) {
    super(PutModelAction.NAME, transport, filters, PutModelRequest::new);
    this.transport = transport;
    this.cluster = cluster;
    this.breakers = breakers;
    this.models = models;
    this.store = store;
    // The node's other breakers are given to actions alone.
    models.memory().countHeapBy(breakers.getBreaker(CircuitBreaker.REQUEST));
  }

  @Override
  protected void doExecute(
      Task task, PutModelRequest request, ActionListener<PutModelResponse> listener) {
    CircuitBreaker breaker = breakers.getBreaker(CircuitBreaker.REQUEST);
    long bytes = request.file().length + PackageReader.memory(request.file());
    breaker.addEstimateBytesAndMaybeBreak(bytes, "<hashing_model_upload>");
    ActionListener<PutModelResponse> freeing =
        ActionListener.runBefore(listener, () -> breaker.addWithoutBreaking(-bytes));
    try {
      transport
          .getThreadPool()
          .executor(TrialPool.NAME)
          .execute(ActionRunnable.wrap(freeing, then -> put(request, then)));
    } catch (RuntimeException e) {
      freeing.onFailure(e);
    }
  }

  private void put(PutModelRequest request, ActionListener<PutModelResponse> listener) {
    Judged judged = judge(request);
    ModelIndex.create(
        store.client(),
        ActionListener.wrap(_ -> write(request.file(), judged, listener), listener::onFailure));
  }

  /** A package that may be stored, and what is kept about it. */
  private record Judged(StoredModel model, Map<String, Object> facts) {}

  private Judged judge(PutModelRequest request) {
    byte[] file = request.file();
    ModelPackage contents = PackageReader.read(file);
    Manifest manifest = contents.manifest();
    checkName(request.id(), manifest.name());
    Map<String, Object> facts = new HashMap<>();
    facts.put("manifest", new String(PackageWriter.manifest(contents), StandardCharsets.UTF_8));
    long bytes = EncoderLoader.byteSize(contents);
    try (Releasable held = models.memory().hold(manifest.name(), bytes)) {
      facts.putAll(models.trial(() -> tried(file, contents)));
    }
    StoredModel model =
        new StoredModel(
            manifest.name(),
            manifest.kind(),
            manifest.bits(),
            manifest.input().kind(),
            manifest.codeSpace(),
            manifest.method(),
            file.length,
            Sha256.hex(file),
            PackageStore.chunks(file.length),
            UUIDs.base64UUID(),
            transport.getThreadPool().absoluteTimeInMillis());
    // Before it is written; the cluster manager, which knows no other node's folder, asks again.
    CatalogueChanges.checkPut(
        Catalogue.of(models.listing().models()), model, ModelUses.of(cluster.state()));
    return new Judged(model, facts);
  }

  private Map<String, Object> tried(byte[] file, ModelPackage contents) {
    Map<String, Object> facts = new HashMap<>();
    try (Encoder encoder = EncoderLoader.open(contents)) {
      UploadCheck.Upload upload = new UploadCheck.Upload(file, contents, encoder);
      store.checks().forEach(check -> facts.putAll(check.check(upload)));
    }
    return facts;
  }

  private static void checkName(String id, ModelName own) {
    ModelName asked = ModelName.parse(id);
    if (!asked.matches(own)) {
      throw new IllegalArgumentException(
          "[id] found ["
              + asked
              + "], the package is ["
              + own
              + "]; allowed is ["
              + own
              + "] or ["
              + own.id()
              + "]");
    }
    if (BuiltInEncoders.find(own.id()).isPresent()) {
      throw new IllegalArgumentException(
          "[id] found [" + own.id() + "], which is built in; allowed is another id");
    }
  }

  private void write(byte[] file, Judged judged, ActionListener<PutModelResponse> listener) {
    StoredModel model = judged.model();
    store
        .packages()
        .write(
            model,
            file,
            judged.facts(),
            ActionListener.wrap(
                _ -> publish(model, listener),
                e -> {
                  store.packages().delete(model);
                  listener.onFailure(e);
                }));
  }

  private void publish(StoredModel model, ActionListener<PutModelResponse> listener) {
    IndexMetadata index = ModelIndex.metadata(cluster.state());
    String uuid = index == null ? IndexMetadata.INDEX_UUID_NA_VALUE : index.getIndexUUID();
    store
        .client()
        .execute(
            PublishModelAction.INSTANCE,
            new PublishModelRequest(model, uuid),
            ActionListener.wrap(
                listed -> {
                  if (listed.previous() != null) {
                    store.packages().delete(listed.previous());
                  }
                  listener.onResponse(
                      new PutModelResponse(
                          model, listed.previous() != null, listed.isAcknowledged()));
                },
                e -> {
                  // Else it may have been listed all the same.
                  if (ExceptionsHelper.status(e).getStatus() < 500) {
                    store.packages().delete(model);
                  }
                  listener.onFailure(e);
                }));
  }
}

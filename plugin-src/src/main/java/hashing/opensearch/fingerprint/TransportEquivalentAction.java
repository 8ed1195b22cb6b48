package hashing.opensearch.fingerprint;

import hashing.fingerprint.Comparison;
import hashing.fingerprint.Fingerprint;
import hashing.fingerprint.FingerprintMap;
import hashing.fingerprint.ProbedEncoder;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelHandle;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.pool.TrialPool;
import hashing.opensearch.store.ModelStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.OpenSearchException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * Compares a model with the others of the node that is asked, on one thread of the {@link
 * TrialPool}. Fingerprints decide about nearly all of them; only those that may be equal are
 * loaded, one beside the model itself at a time, and asked for the further probes.
 */
public final class TransportEquivalentAction
    extends HandledTransportAction<EquivalentRequest, EquivalentResponse> {
  private final TransportService transport;
  private final ModelRegistry models;
  private final NodeFingerprints fingerprints;

  /** Called by OpenSearch. */
  @Inject
  public TransportEquivalentAction(
      TransportService transport, ActionFilters filters, ModelRegistry models, ModelStore store) {
    super(EquivalentAction.NAME, transport, filters, EquivalentRequest::new);
    this.transport = transport;
    this.models = models;
    this.fingerprints = new NodeFingerprints(models, store);
  }

  @Override
  protected void doExecute(
      Task task, EquivalentRequest request, ActionListener<EquivalentResponse> listener) {
    transport
        .getThreadPool()
        .executor(TrialPool.NAME)
        .execute(ActionRunnable.supply(listener, () -> find(request, () -> checkCancelled(task))));
  }

  private EquivalentResponse find(EquivalentRequest request, Runnable checkpoint) {
    checkpoint.run();
    String name =
        models
            .find(request.modelId())
            .orElseThrow(() ->
                new OpenSearchStatusException(
                    "found no model [{}], there are {}",
                    RestStatus.NOT_FOUND,
                    request.modelId(),
                    models.names()))
            .name()
            .toString();
    try (ModelHandle handle = models.acquire(name)) {
      Fingerprint fingerprint = fingerprints.of(handle, checkpoint);
      Search search = new Search(new ProbedEncoder(fingerprint, handle.encoder()), checkpoint);
      for (Model other : models.listing().models()) {
        if (isComparable(handle.model(), other)) {
          search.compare(other);
        }
      }
      return new EquivalentResponse(
          name,
          FingerprintMap.shown(fingerprint),
          search.compared,
          search.interchangeable,
          search.isometric,
          search.failed);
    }
  }

  private static boolean isComparable(Model model, Model other) {
    return other.bitCount() == model.bitCount()
        && other.input() == model.input()
        && !other.name().equals(model.name());
  }

  private static void checkCancelled(Task task) {
    if (task instanceof CancellableTask cancellable && cancellable.isCancelled()) {
      throw new TaskCancelledException("cancelled: " + cancellable.getReasonCancelled());
    }
  }

  /** One model's comparison with others. */
  private final class Search {
    private final ProbedEncoder asked;
    private final Runnable checkpoint;
    private final List<Map<String, Object>> interchangeable = new ArrayList<>();
    private final List<Map<String, Object>> isometric = new ArrayList<>();
    private final List<Map<String, Object>> failed = new ArrayList<>();
    private int compared;

    Search(ProbedEncoder asked, Runnable checkpoint) {
      this.asked = asked;
      this.checkpoint = checkpoint;
    }

    void compare(Model other) {
      checkpoint.run();
      compared++;
      try {
        Fingerprint fingerprint = fingerprints.of(other, checkpoint);
        if (asked.fingerprint().mayEqual(fingerprint)
            || asked.fingerprint().mayBeIsometric(fingerprint)) {
          compareCloser(other);
        }
      } catch (TaskCancelledException e) {
        throw e;
      } catch (IllegalArgumentException | OpenSearchException e) {
        Map<String, Object> reason = described(other);
        reason.put("reason", String.valueOf(e.getMessage()));
        failed.add(reason);
      }
    }

    private void compareCloser(Model other) {
      try (ModelHandle handle = models.acquire(other.name().toString())) {
        Fingerprint now = fingerprints.of(handle, checkpoint); // it may have been replaced
        Comparison comparison =
            Comparison.of(asked, new ProbedEncoder(now, handle.encoder()), checkpoint);
        Map<String, Object> described = described(handle.model());
        described.put("evidence", comparison.asMap().get("evidence"));
        switch (comparison.relation()) {
          case INTERCHANGEABLE -> interchangeable.add(described);
          case ISOMETRIC -> isometric.add(described);
          case DIFFERENT -> {}
        }
      }
    }

    private static Map<String, Object> described(Model model) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("model_id", model.name().toString());
      json.put("source", model.details().source().jsonName());
      json.put("code_space", model.codeSpace());
      return json;
    }
  }
}

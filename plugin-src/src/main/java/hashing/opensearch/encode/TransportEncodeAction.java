package hashing.opensearch.encode;

import hashing.encode.EncoderInput;
import hashing.opensearch.encode.EncodeResponse.Item;
import hashing.opensearch.model.EncoderInputs;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.pool.WorkPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * Encodes on the node that is asked: reads the inputs on threads of the {@link WorkPool}, and has
 * them encoded as those of pipelines are.
 */
public final class TransportEncodeAction
    extends HandledTransportAction<EncodeRequest, EncodeResponse> {

  /** The most inputs of a request; their size is bounded by {@code http.max_content_length}. */
  public static final Setting<Integer> MAX_INPUTS =
      Setting.intSetting(
          "plugins.hashing.encode.max_inputs",
          100,
          1,
          10_000,
          Property.NodeScope,
          Property.Dynamic);

  private final ModelRegistry models;
  private final TransportService transport;
  private volatile int maxInputs;

  /** Called by OpenSearch. */
  @Inject
  public TransportEncodeAction(
      TransportService transport,
      ActionFilters filters,
      ClusterService cluster,
      ModelRegistry models) {
    super(EncodeAction.NAME, transport, filters, EncodeRequest::new);
    this.models = models;
    this.transport = transport;
    this.maxInputs = MAX_INPUTS.get(cluster.getSettings());
    cluster.getClusterSettings().addSettingsUpdateConsumer(MAX_INPUTS, max -> maxInputs = max);
  }

  @Override
  protected void doExecute(
      Task task, EncodeRequest request, ActionListener<EncodeResponse> listener) {
    if (request.inputs().size() > maxInputs) {
      throw new IllegalArgumentException(
          "["
              + EncodeRequest.parameter(request.kind())
              + "] has "
              + request.inputs().size()
              + " inputs, allowed are "
              + maxInputs
              + " (setting ["
              + MAX_INPUTS.getKey()
              + "])");
    }
    transport
        .getThreadPool()
        .executor(WorkPool.NAME)
        .execute(ActionRunnable.wrap(listener, later -> encode(request, task, later)));
  }

  private void encode(EncodeRequest request, Task task, ActionListener<EncodeResponse> listener) {
    Model model = models.model(request.modelId());
    if (model.input() != request.kind()) {
      throw new IllegalArgumentException(
          "found ["
              + EncodeRequest.parameter(request.kind())
              + "], model ["
              + model.name()
              + "] takes ["
              + EncodeRequest.parameter(model.input())
              + "]");
    }
    Item[] items = new Item[request.inputs().size()];
    List<Integer> slots = new ArrayList<>();
    List<EncoderInput> inputs = new ArrayList<>();
    for (int i = 0; i < items.length; i++) {
      try {
        inputs.add(EncoderInputs.of(model.input(), request.inputs().get(i)));
        slots.add(i);
      } catch (IllegalArgumentException e) {
        items[i] = Item.refused(e.getMessage());
      }
    }
    checkCancelled(task);
    if (inputs.isEmpty()) {
      listener.onResponse(response(model, items));
      return;
    }
    // By the name that was found: all inputs go through one model.
    models
        .requests()
        .encode(
            model.name().toString(),
            inputs,
            false,
            ActionListener.delegateFailure(
                listener,
                (next, batch) -> {
                  for (int j = 0; j < slots.size(); j++) {
                    items[slots.get(j)] = Item.of(batch.encodings().get(j));
                  }
                  next.onResponse(response(batch.model(), items));
                }));
  }

  private static EncodeResponse response(Model model, Item[] items) {
    return new EncodeResponse(
        model.name().toString(), model.bitCount(), model.codeSpace(), Arrays.asList(items));
  }

  private static void checkCancelled(Task task) {
    if (task instanceof CancellableTask cancellable && cancellable.isCancelled()) {
      throw new TaskCancelledException("cancelled: " + cancellable.getReasonCancelled());
    }
  }
}

package hashing.opensearch.encode;

import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.opensearch.encode.EncodeResponse.Item;
import hashing.opensearch.model.EncoderInputs;
import hashing.opensearch.model.ModelHandle;
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

/** Encodes on the node that is asked, on threads of the {@link WorkPool}. */
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

  /** Inputs encoded between two questions whether to go on; pictures take up to seconds each. */
  private static final int BATCH = 8;

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
        .execute(ActionRunnable.supply(listener, () -> encode(request, task)));
  }

  private EncodeResponse encode(EncodeRequest request, Task task) {
    try (ModelHandle handle = models.acquire(request.modelId())) {
      String name = handle.model().name().toString();
      if (handle.input() != request.kind()) {
        throw new IllegalArgumentException(
            "found ["
                + EncodeRequest.parameter(request.kind())
                + "], model ["
                + name
                + "] takes ["
                + EncodeRequest.parameter(handle.input())
                + "]");
      }
      List<Item> items = encode(request.inputs(), handle, task);
      return new EncodeResponse(name, handle.bitCount(), handle.model().codeSpace(), items);
    }
  }

  private static List<Item> encode(List<Object> values, ModelHandle handle, Task task) {
    Item[] items = new Item[values.size()];
    List<Integer> slots = new ArrayList<>();
    List<EncoderInput> inputs = new ArrayList<>();
    for (int i = 0; i < items.length; i++) {
      try {
        inputs.add(EncoderInputs.of(handle.input(), values.get(i)));
        slots.add(i);
      } catch (IllegalArgumentException e) {
        items[i] = Item.refused(e.getMessage());
      }
    }
    for (int from = 0; from < inputs.size(); from += BATCH) {
      checkCancelled(task);
      int to = Math.min(from + BATCH, inputs.size());
      List<Encoding> encodings = handle.encode(inputs.subList(from, to));
      for (int j = from; j < to; j++) {
        items[slots.get(j)] = Item.of(encodings.get(j - from));
      }
    }
    return Arrays.asList(items);
  }

  private static void checkCancelled(Task task) {
    if (task instanceof CancellableTask cancellable && cancellable.isCancelled()) {
      throw new TaskCancelledException("cancelled: " + cancellable.getReasonCancelled());
    }
  }
}

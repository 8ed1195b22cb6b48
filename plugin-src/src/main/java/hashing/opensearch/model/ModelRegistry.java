package hashing.opensearch.model;

import hashing.encode.BuiltInEncoders;
import hashing.store.ModelName;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.threadpool.ThreadPool;

/**
 * The models of a node, by name. An encoder is made when a model is first asked for, shared by its
 * users, and closed by the last of them once the model was replaced or removed, which the next look
 * at the sources finds, or the node stops. Thread-safe.
 *
 * <p>A name is {@code id@version}, or {@code id} for the highest version: versions are compared
 * number by number and word by word, so that 1.10 is above 1.9.
 */
public final class ModelRegistry implements Closeable {
  private final MergedModels merged;
  private final List<ModelSource> sources;
  private final Map<ModelName, ModelSlot> slots = new ConcurrentHashMap<>();
  private final EncodeCounters counters = new EncodeCounters();
  private final EncoderMemory memory = new EncoderMemory(slots.values(), counters);
  private final EncodeRequests requests = new EncodeRequests(this, counters);
  private volatile EncodeThreads threads = EncodeThreads.ofCallers();
  private volatile MappedModels mapped;
  private volatile Consumer<Model> loadCheck = _ -> {};
  private volatile boolean closed;

  /** Where sources have the same name, the first one's model is taken. */
  public ModelRegistry(List<ModelSource> sources) {
    this.sources = List.copyOf(sources);
    this.merged = new MergedModels(this.sources);
  }

  /**
   * The models of a node: those that are built in, those of the cluster, and the packages of a
   * folder of its configuration.
   *
   * @param configPath the node's configuration folder, null where it has none
   * @param cluster the models of the cluster, which all nodes know, and so go before files
   */
  public static ModelRegistry of(Path configPath, ModelSource... cluster) {
    List<ModelSource> sources = new ArrayList<>();
    sources.add(new BuiltInModelSource());
    sources.addAll(List.of(cluster));
    if (configPath != null) {
      sources.add(
          new FolderModelSource(configPath.resolve("opensearch-hashing").resolve("models")));
    }
    return new ModelRegistry(sources);
  }

  /** Encodes on the node's threads from now on; until then on those of the callers. */
  public void start(ThreadPool pool, ClusterService cluster) {
    ClusterSettings settings = cluster.getClusterSettings();
    settings.addSettingsUpdateConsumer(EncoderMemory.LIMIT, memory::limit);
    mapped =
        new MappedModels(cluster::state, new IndexNameExpressionResolver(pool.getThreadContext()));
    start(new EncodeThreads(pool, cluster.getSettings(), settings));
  }

  /** Encodes on these threads from now on. */
  public void start(EncodeThreads nodeThreads) {
    threads = nodeThreads;
  }

  EncodeThreads threads() {
    return threads;
  }

  /** Names of all models, sorted. */
  public List<String> names() {
    return models(new TreeMap<>()).keySet().stream().map(ModelName::toString).toList();
  }

  /** All models, sorted, and what cannot be read. */
  public ModelSource.Listing listing() {
    Map<String, String> damaged = new TreeMap<>();
    return new ModelSource.Listing(List.copyOf(models(damaged).values()), damaged);
  }

  /**
   * What a model is, without making its encoder.
   *
   * @throws IllegalArgumentException if there is none of that name; lists those there are
   */
  public Model model(String name) {
    Map<String, String> damaged = new TreeMap<>();
    Map<ModelName, Model> models = models(damaged);
    return find(name, models).orElseThrow(() -> unknown(name, models, damaged));
  }

  /**
   * As {@link #model}, empty where there is none.
   *
   * @throws IllegalArgumentException if that is no name
   */
  public Optional<Model> find(String name) {
    return find(name, models(new TreeMap<>()));
  }

  private Optional<Model> find(String name, Map<ModelName, Model> models) {
    ModelName wanted;
    try {
      wanted = ModelName.parse(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("[model_id] [" + name + "]: " + e.getMessage(), e);
    }
    return models.values().stream()
        .filter(model -> wanted.matches(model.name()))
        .max(Comparator.comparing(Model::name, ModelOrder.INSTANCE))
        .or(() -> unlisted(wanted));
  }

  private Optional<Model> unlisted(ModelName name) {
    return sources.stream().flatMap(source -> source.find(name).stream()).findFirst();
  }

  /**
   * Takes a model into use, and loads it if it is not loaded, which may take seconds.
   *
   * @throws IllegalArgumentException as {@link #model}, or if the model cannot be loaded
   */
  public ModelHandle acquire(String name) {
    return new ModelHandle(use(name), counters);
  }

  /** As {@link #acquire}; the caller decreases the count of users. */
  LoadedModel use(String name) {
    Model model = model(name);
    try {
      return slot(model).use(model, threads);
    } catch (IllegalArgumentException e) {
      // It may have been replaced since it was listed.
      Model now = model(name);
      if (now.name().equals(model.name()) && now.stamp().equals(model.stamp())) {
        throw e;
      }
      return slot(now).use(now, threads);
    }
  }

  /** Where a model is loaded, or will be. */
  ModelSlot slot(Model model) {
    if (closed) {
      throw new IllegalStateException("the node is closing, model [" + model.name() + "]");
    }
    return slots.computeIfAbsent(
        model.name(), _ -> new ModelSlot(memory, counters, now -> loadCheck.accept(now)));
  }

  /** Encodes on the node's threads for it. */
  public EncodeRequests requests() {
    return requests;
  }

  /** The models of fields; null where there is no cluster. */
  public MappedModels mapped() {
    return mapped;
  }

  /** What its encoders hold. */
  public EncoderMemory memory() {
    return memory;
  }

  /** Adds a check that refuses to load a model, by an exception; it may block as loading does. */
  public void checkLoads(Consumer<Model> check) {
    loadCheck = loadCheck.andThen(check);
  }

  /** What its encoders did. */
  public EncodeCounters counters() {
    return counters;
  }

  /**
   * Tries an encoder that is to become a model, in {@link EncodeThreads#TRIAL_TIMEOUT}.
   *
   * @throws IllegalArgumentException if that takes longer
   */
  public <T, X extends Exception> T trial(ScopedValue.CallableOp<T, X> work) throws X {
    return threads.trial(work);
  }

  /** Names of the models whose encoders are loaded, sorted. */
  public List<String> loaded() {
    return slots.entrySet().stream()
        .filter(slot -> slot.getValue().loaded() != null)
        .map(slot -> slot.getKey().toString())
        .sorted()
        .toList();
  }

  /**
   * Closes the encoder of a model if it is loaded and nobody uses it; the next use loads it again.
   *
   * @return whether it was closed
   */
  public boolean release(String name) {
    Model model;
    try {
      model = find(name).orElse(null);
    } catch (IllegalArgumentException e) {
      return false; // mappings may have any name
    }
    ModelSlot slot = model == null ? null : slots.get(model.name());
    return slot != null && slot.retireIdle();
  }

  private Map<ModelName, Model> models(Map<String, String> damaged) {
    MergedModels.Merged now = merged.now();
    Map<ModelName, Model> models = now.models();
    damaged.putAll(now.damaged());
    // A slot stays, empty, as another thread may be about to load into it.
    slots.forEach((name, slot) -> {
      if (!models.containsKey(name) && unlisted(name).isEmpty()) {
        slot.retire();
      }
    });
    return models;
  }

  private static IllegalArgumentException unknown(
      String name, Map<ModelName, Model> models, Map<String, String> damaged) {
    return new IllegalArgumentException(
        "found no model ["
            + name
            + "] on this node, it has "
            + new ArrayList<>(models.keySet())
            + " and "
            + BuiltInEncoders.families()
            + (damaged.isEmpty() ? "" : " and cannot read " + damaged));
  }

  /** Refuses further use and closes every encoder, those in use when their last user is done. */
  @Override
  public void close() {
    closed = true;
    slots.values().forEach(ModelSlot::close);
  }
}

package hashing.opensearch.model;

import hashing.encode.BuiltInEncoders;
import hashing.store.ModelName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.opensearch.OpenSearchException;

/**
 * The models of a node, by name. An encoder is made when a model is first asked for, shared by its
 * users, and closed by the last of them once the model was replaced or removed, which the next look
 * at the sources finds, or the node stops. Thread-safe.
 *
 * <p>A name is {@code id@version}, or {@code id} for the highest version: versions are compared
 * number by number and word by word, so that 1.10 is above 1.9.
 */
public final class ModelRegistry implements Closeable {
  private final List<ModelSource> sources;
  private final Map<ModelName, Slot> slots = new ConcurrentHashMap<>();
  private final EncodeCounters counters = new EncodeCounters();
  private volatile Consumer<Model> loadCheck = _ -> {};
  private volatile boolean closed;

  /** Where sources have the same name, the first one's model is taken. */
  public ModelRegistry(List<ModelSource> sources) {
    this.sources = List.copyOf(sources);
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
   * Takes a model into use.
   *
   * @throws IllegalArgumentException as {@link #model}, or if the model cannot be loaded
   */
  public ModelHandle acquire(String name) {
    Model model = model(name);
    try {
      return acquire(model);
    } catch (IllegalArgumentException e) {
      // It may have been replaced since it was listed.
      Model now = model(name);
      if (now.name().equals(model.name()) && now.stamp().equals(model.stamp())) {
        throw e;
      }
      return acquire(now);
    }
  }

  private ModelHandle acquire(Model model) {
    return slots.computeIfAbsent(model.name(), _ -> new Slot()).acquire(model);
  }

  /** Adds a check that refuses to load a model, by an exception; it may block as loading does. */
  public void checkLoads(Consumer<Model> check) {
    loadCheck = loadCheck.andThen(check);
  }

  /** What its encoders did. */
  public EncodeCounters counters() {
    return counters;
  }

  /** Names of the models whose encoders are loaded, sorted. */
  public List<String> loaded() {
    return slots.entrySet().stream()
        .filter(slot -> slot.getValue().isLoaded())
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
    Slot slot = model == null ? null : slots.get(model.name());
    return slot != null && slot.retireIdle();
  }

  private Map<ModelName, Model> models(Map<String, String> damaged) {
    Map<ModelName, Model> models = new TreeMap<>(ModelOrder.INSTANCE);
    for (ModelSource source : sources) {
      ModelSource.Listing listing = source.list();
      listing.models().forEach(model -> models.putIfAbsent(model.name(), model));
      damaged.putAll(listing.damaged());
    }
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
    slots.values().forEach(Slot::retire);
  }

  /** The one loaded state of a model name, or none. */
  private final class Slot {
    private LoadedModel loaded;

    synchronized ModelHandle acquire(Model model) {
      if (closed) {
        throw new IllegalStateException("the node is closing, model [" + model.name() + "]");
      }
      if (loaded == null || !loaded.model().stamp().equals(model.stamp())) {
        LoadedModel fresh = load(model);
        retire();
        loaded = fresh;
      }
      loaded.incRef();
      return new ModelHandle(loaded, counters);
    }

    private LoadedModel load(Model model) {
      try {
        loadCheck.accept(model);
        return new LoadedModel(model, model.loader().load());
      } catch (OpenSearchException e) {
        throw e; // with its own status: the package cannot be had now
      } catch (IOException | RuntimeException e) {
        throw new IllegalArgumentException(
            "model [" + model.name() + "] cannot be loaded: " + e.getMessage(), e);
      }
    }

    synchronized boolean isLoaded() {
      return loaded != null;
    }

    /** Users come by {@link #acquire} alone, which waits meanwhile. */
    synchronized boolean retireIdle() {
      boolean idle = loaded != null && loaded.refCount() == 1;
      if (idle) {
        retire();
      }
      return idle;
    }

    synchronized void retire() {
      if (loaded != null) {
        loaded.decRef();
        loaded = null;
      }
    }
  }
}

package hashing.opensearch.store;

import hashing.encode.BuiltInEncoders;
import hashing.encode.BuiltInEncoders.BuiltIn;
import hashing.opensearch.model.ModelOrder;
import hashing.store.ModelName;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/**
 * Decides whether a model may be added, replaced or deleted, given who names it: what a mapping or
 * a pipeline means by a name must not vanish and must not move to another code space. Such a
 * refusal is 409 and lists the users.
 */
final class CatalogueChanges {

  /** The most models of a cluster, as every node keeps their list in memory. */
  static final int MAX_MODELS = 1000;

  private CatalogueChanges() {}

  static void checkRoom(Catalogue before, StoredModel model) {
    if (before.models().size() >= MAX_MODELS && before.get(model.name()).isEmpty()) {
      throw new IllegalArgumentException(
          "the cluster has "
              + before.models().size()
              + " models, allowed are "
              + MAX_MODELS
              + "; delete those that nothing uses");
    }
  }

  static void checkPut(Catalogue before, StoredModel model, List<ModelUse> uses) {
    Set<String> users = new LinkedHashSet<>();
    for (ModelUse use : uses) {
      if (use.model().matches(model.name())
          && resolve(use.model(), before, null, model).equals(Optional.of(model))) {
        String conflict = conflict(use, before, model);
        if (conflict != null) {
          users.add(use + " (" + conflict + ")");
        }
      }
    }
    if (!users.isEmpty()) {
      throw new OpenSearchStatusException(
          "model [{}] has [{}] bits and code space [{}], which do not fit its users {}; allowed is a"
              + " model of their bits and code space, or another id",
          RestStatus.CONFLICT,
          model.name(),
          model.bitCount(),
          model.codeSpace(),
          users);
    }
    checkCodeSpace(before, model);
  }

  /** Codes of one space are compared bit by bit: a model of other bits has no place in it. */
  private static void checkCodeSpace(Catalogue before, StoredModel model) {
    String space = model.codeSpace();
    Stream<String> others =
        before.models().values().stream()
            .filter(other -> !other.name().equals(model.name()))
            .filter(other -> other.codeSpace().equals(space))
            .filter(other -> other.bitCount() != model.bitCount())
            .map(other -> other.name() + "] of [" + other.bitCount());
    Stream<String> builtIn =
        Stream.concat(BuiltInEncoders.names().stream(), Stream.of(space))
            .flatMap(name -> BuiltInEncoders.find(name).stream())
            .filter(other -> other.codeSpace().equals(space))
            .filter(other -> other.encoder().bitCount() != model.bitCount())
            .map(other -> other.name() + "] of [" + other.encoder().bitCount());
    Stream.concat(others, builtIn)
        .sorted()
        .findFirst()
        .ifPresent(other -> {
          throw new IllegalArgumentException(
              "[code_space] found ["
                  + space
                  + "] and ["
                  + model.bitCount()
                  + "] bits, allowed are those of its model ["
                  + other
                  + "] bits, or another code space");
        });
  }

  /** What a user of a model has that does not fit it, null where all does. */
  private static String conflict(ModelUse use, Catalogue before, StoredModel model) {
    if (use.bitCount() != null && use.bitCount() != model.bitCount()) {
      return "[" + use.bitCount() + "] bits";
    }
    String space = model.codeSpace();
    Optional<StoredModel> now = resolve(use.model(), before, null, null);
    if (now.isPresent() && !now.get().codeSpace().equals(space)) {
      return "codes of [" + now.get().name() + "], code space [" + now.get().codeSpace() + "]";
    }
    if (use.beside() != null) {
      Optional<String> other = codeSpace(use.beside(), before, model);
      if (other.isPresent() && !other.get().equals(space)) {
        return "beside model [" + use.beside() + "], code space [" + other.get() + "]";
      }
    }
    return null;
  }

  /** The code space of a stored or built-in model, empty where that is neither. */
  static Optional<String> codeSpace(ModelName name, Catalogue before, StoredModel with) {
    return resolve(name, before, null, with)
        .map(StoredModel::codeSpace)
        .or(() -> BuiltInEncoders.find(name.toString()).map(BuiltIn::codeSpace));
  }

  static void checkDelete(Catalogue before, StoredModel model, List<ModelUse> uses) {
    Set<String> users = new LinkedHashSet<>();
    for (ModelUse use : uses) {
      if (resolve(use.model(), before, null, null).equals(Optional.of(model))) {
        Optional<StoredModel> then = resolve(use.model(), before, model, null);
        if (then.isEmpty() || !then.get().codeSpace().equals(model.codeSpace())) {
          users.add(use.toString());
        }
      }
    }
    if (!users.isEmpty()) {
      throw new OpenSearchStatusException(
          "model [{}] is in use by {}; delete them first",
          RestStatus.CONFLICT,
          model.name(),
          users);
    }
  }

  /** What a name means in a catalogue without one model and with another. */
  static Optional<StoredModel> resolve(
      ModelName name, Catalogue catalogue, StoredModel without, StoredModel with) {
    Stream<StoredModel> kept =
        catalogue.models().values().stream()
            .filter(model -> !model.equals(without))
            .filter(model -> with == null || !model.name().equals(with.name()));
    return Stream.concat(kept, Stream.ofNullable(with))
        .filter(model -> name.matches(model.name()))
        .max(Comparator.comparing(StoredModel::name, ModelOrder.INSTANCE));
  }

  /** The model of that name with its version; 404 lists those there are. */
  static StoredModel existing(Catalogue catalogue, ModelName name) {
    return catalogue
        .get(name)
        .orElseThrow(() ->
            new OpenSearchStatusException(
                "found no model [{}] in the cluster, it has {}",
                RestStatus.NOT_FOUND,
                name,
                catalogue.models().keySet().stream().sorted(ModelOrder.INSTANCE).toList()));
  }
}

package hashing.opensearch.store;

import hashing.opensearch.model.ModelOrder;
import hashing.store.ModelName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/**
 * Decides whether a model may be added, replaced or deleted, given who names it: what a mapping or
 * a pipeline means by a name must not vanish and must not move to another code space. A refusal is
 * 409 and lists the users.
 */
final class CatalogueChanges {

  private CatalogueChanges() {}

  static void checkPut(Catalogue before, StoredModel model, List<ModelUse> uses) {
    List<String> users = new ArrayList<>();
    for (ModelUse use : uses) {
      if (!use.model().matches(model.name())
          || !resolve(use, before, null, model).equals(Optional.of(model))) {
        continue;
      }
      Optional<StoredModel> now = resolve(use, before, null, null);
      if (use.bitCount() != null && use.bitCount() != model.bitCount()) {
        users.add(use + " (model [" + use.model() + "], [" + use.bitCount() + "] bits)");
      } else if (now.isPresent() && !now.get().codeSpace().equals(model.codeSpace())) {
        users.add(
            use + " (model [" + use.model() + "], code space [" + now.get().codeSpace() + "])");
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
  }

  static void checkDelete(Catalogue before, StoredModel model, List<ModelUse> uses) {
    List<String> users = new ArrayList<>();
    for (ModelUse use : uses) {
      if (resolve(use, before, null, null).equals(Optional.of(model))) {
        Optional<StoredModel> then = resolve(use, before, model, null);
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

  /** What a use's name means in a catalogue without one model and with another. */
  private static Optional<StoredModel> resolve(
      ModelUse use, Catalogue catalogue, StoredModel without, StoredModel with) {
    Stream<StoredModel> kept =
        catalogue.models().values().stream()
            .filter(model -> !model.equals(without))
            .filter(model -> with == null || !model.name().equals(with.name()));
    return Stream.concat(kept, Stream.ofNullable(with))
        .filter(model -> use.model().matches(model.name()))
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

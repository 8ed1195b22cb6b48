package hashing.importing;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is brought where.
 *
 * @param idPrefix before a row's number where the file has no ids
 * @param shards of an index that is made
 * @param rejects file of rows that become no documents
 * @param state file that says how far the import is
 * @param batch documents in a bulk request
 * @param connections used at a time
 */
public record ImportPlan(
    Source source,
    CodeForm form,
    String index,
    String field,
    String idPrefix,
    int shards,
    Path rejects,
    Path state,
    int batch,
    int connections) {

  public ImportPlan {
    require("--shards", shards, 1, 1024);
    require("--batch", batch, 1, 100_000);
    require("--connections", connections, 1, 64);
    requireOther("--rejects", rejects, source.file());
    requireOther("--state", state, source.file());
    requireOther("--state", state, rejects);
    if (source.columns().kept().contains(field)) {
      throw new IllegalArgumentException(
          "[--keep] has [" + field + "], which is the field of the codes");
    }
  }

  private static void require(String option, int found, int min, int max) {
    if (found < min || found > max) {
      throw new IllegalArgumentException(
          "[" + option + "] is [" + found + "]; " + min + " to " + max + " are allowed");
    }
  }

  /** Files that are written anew, of which none may be the other or the one to read. */
  private static void requireOther(String option, Path found, Path taken) {
    if (found.toAbsolutePath().normalize().equals(taken.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          "[" + option + "] is [" + found + "], which is another file's name already");
    }
  }

  /** The request that makes the index, as the Dev Tools console takes it. */
  public String proposal() {
    return "PUT /" + index + "\n" + mapping();
  }

  String mapping() {
    return TargetIndex.proposal(field, form, source.columns().kept(), shards);
  }

  /** The document's id. */
  String id(Row row) {
    return row.id() == null ? idPrefix + row.number() : row.id();
  }

  /** Whether ids come from the file. */
  boolean hasIds() {
    return source.columns().id() != null;
  }

  /** What must be the same for an import to go on where another ended. */
  String identity() throws IOException {
    return String.join("|", source.identity(), form.toString(), index, field, idPrefix);
  }
}

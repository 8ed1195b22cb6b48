package hashing.opensearch.store;

import static org.hamcrest.Matchers.containsString;

import hashing.encode.InputKind;
import hashing.opensearch.store.ModelUse.Part;
import hashing.store.EncoderKind;
import hashing.store.ModelName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.test.OpenSearchTestCase;

public class CatalogueChangesTests extends OpenSearchTestCase {

  static StoredModel model(String name, int bits, String space) {
    return new StoredModel(
        ModelName.parse(name),
        EncoderKind.LINEAR,
        bits,
        InputKind.VECTOR,
        space,
        "itq",
        randomLongBetween(1, 1L << 30),
        randomAlphaOfLength(64),
        randomIntBetween(1, 100),
        randomAlphaOfLength(20),
        randomNonNegativeLong());
  }

  private static Catalogue catalogue(StoredModel... models) {
    Map<ModelName, StoredModel> byName =
        Arrays.stream(models).collect(Collectors.toMap(StoredModel::name, model -> model));
    return new Catalogue(byName, Map.of());
  }

  private static ModelUse field(String model, int bits) {
    return field(model, bits, null);
  }

  private static ModelUse field(String model, int bits, String beside) {
    return new ModelUse(
        "i/f",
        Part.FIELD,
        ModelName.parse(model),
        bits,
        beside == null ? null : ModelName.parse(beside));
  }

  private static ModelUse pipeline(String model) {
    return new ModelUse("p", Part.PIPELINE, ModelName.parse(model), null, null);
  }

  private static void assertConflict(String message, ThrowingRunnable change) {
    OpenSearchStatusException refused = expectThrows(OpenSearchStatusException.class, change);
    assertEquals(RestStatus.CONFLICT, refused.status());
    assertThat(refused.getMessage(), containsString(message));
  }

  public void testDelete() {
    StoredModel one = model("m@1", 8, "s");
    StoredModel two = model("m@2", 8, "s");
    StoredModel strange = model("m@3", 8, "t");
    CatalogueChanges.checkDelete(catalogue(one), one, List.of(field("n@1", 8), pipeline("n")));
    assertConflict(
        "model [m@1] is in use by [field i/f, pipeline p]; delete them first",
        () ->
            CatalogueChanges.checkDelete(
                catalogue(one, two), one, List.of(field("m@1", 8), pipeline("m@1"))));
    // Who names no version goes on with the one before, in the same code space alone.
    CatalogueChanges.checkDelete(catalogue(one, two), two, List.of(field("m", 8), pipeline("m")));
    CatalogueChanges.checkDelete(catalogue(one, two), one, List.of(field("m", 8)));
    assertConflict(
        "by [field i/f]",
        () -> CatalogueChanges.checkDelete(catalogue(one), one, List.of(field("m", 8))));
    assertConflict(
        "by [pipeline p]",
        () ->
            CatalogueChanges.checkDelete(catalogue(one, strange), strange, List.of(pipeline("m"))));
  }

  public void testPut() {
    StoredModel one = model("m@1", 8, "s");
    Catalogue before = catalogue(one);
    CatalogueChanges.checkPut(before, model("m@2", 8, "s"), List.of(field("m", 8), pipeline("m")));
    CatalogueChanges.checkPut(before, model("m@2", 8, "t"), List.of(field("m@1", 8)));
    CatalogueChanges.checkPut(before, model("m@0", 8, "t"), List.of(field("m", 8)));
    CatalogueChanges.checkPut(before, model("m@1", 9, "t"), List.of(field("n", 8)));
    CatalogueChanges.checkPut(catalogue(), one, List.of(field("m", 8), field("m@1", 8)));
    assertConflict(
        "[field i/f (codes of [m@1], code space [s])]",
        () -> CatalogueChanges.checkPut(before, model("m@2", 8, "t"), List.of(field("m", 8))));
    assertConflict(
        "[pipeline p (codes of [m@1], code space [s])]",
        () -> CatalogueChanges.checkPut(before, model("m@1", 8, "t"), List.of(pipeline("m@1"))));
    assertConflict(
        "model [m@2] has [9] bits and code space [s], which do not fit its users [field i/f ([8]"
            + " bits)]",
        () -> CatalogueChanges.checkPut(before, model("m@2", 9, "s"), List.of(field("m@2", 8))));
  }

  public void testModelsOfOneCodeSpaceHaveTheSameBits() {
    Catalogue before = catalogue(model("m@1", 8, "s"), model("n@1", 64, "t"));
    CatalogueChanges.checkPut(before, model("m@1", 9, "s"), List.of());
    CatalogueChanges.checkPut(before, model("o@1", 8, "s"), List.of());
    CatalogueChanges.checkPut(before, model("o@1", 64, "python-simhash-2-64"), List.of());
    CatalogueChanges.checkPut(before, model("o@1", 10, "packed-binary-10"), List.of());
    assertSpaceRefused("[s] and [9] bits", "[m@1] of [8] bits", model("o@1", 9, "s"));
    assertSpaceRefused("[t] and [65] bits", "[n@1] of [64] bits", model("n@2", 65, "t"));
    assertSpaceRefused(
        "[pdq] and [64] bits", "its model [pdq] of [256] bits", model("o@1", 64, "pdq"));
    assertSpaceRefused(
        "[8] bits",
        "[python-simhash-2] of [64] bits, or another",
        model("o@1", 8, "python-simhash-2-64"));
    assertSpaceRefused(
        "[9] bits", "[packed-binary-10] of [10] bits", model("o@1", 9, "packed-binary-10"));
  }

  private static void assertSpaceRefused(String found, String allowed, StoredModel model) {
    Catalogue before = catalogue(model("m@1", 8, "s"), model("n@1", 64, "t"));
    IllegalArgumentException refused =
        expectThrows(
            IllegalArgumentException.class,
            () -> CatalogueChanges.checkPut(before, model, List.of()));
    assertThat(refused.getMessage(), containsString("[code_space] found ["));
    assertThat(refused.getMessage(), containsString(found));
    assertThat(refused.getMessage(), containsString(allowed));
  }

  public void testTwoModelsOfOneField() {
    Catalogue before = catalogue(model("m@1", 8, "s"));
    CatalogueChanges.checkPut(
        before, model("search@1", 8, "s"), List.of(field("search", 8, "m@1")));
    CatalogueChanges.checkPut(
        before, model("search@1", 8, "t"), List.of(field("search", 8, "unknown")));
    assertConflict(
        "[field i/f (beside model [m@1], code space [s])]",
        () ->
            CatalogueChanges.checkPut(
                before, model("search@1", 8, "t"), List.of(field("search", 8, "m@1"))));
    assertConflict(
        "(beside model [python-simhash-2], code space [python-simhash-2-64])",
        () ->
            CatalogueChanges.checkPut(
                before, model("t@1", 64, "t"), List.of(field("t", 64, "python-simhash-2"))));
  }

  public void testMostModels() {
    Map<ModelName, StoredModel> models = new HashMap<>();
    IntStream.range(0, CatalogueChanges.MAX_MODELS)
        .mapToObj(i -> model("m@" + i, 8, "s"))
        .forEach(model -> models.put(model.name(), model));
    Catalogue full = new Catalogue(models, Map.of());
    CatalogueChanges.checkRoom(full, model("m@0", 8, "s"));
    IllegalArgumentException refused =
        expectThrows(
            IllegalArgumentException.class,
            () -> CatalogueChanges.checkRoom(full, model("n@1", 8, "s")));
    assertThat(refused.getMessage(), containsString("has 1000 models, allowed are 1000"));
  }

  public void testEntryOfTheCatalogue() throws Exception {
    StoredModel model = model("m@1", 8, "s \"quoted\" \u00e4");
    assertEquals(model, StoredModel.parse("m@1", model.toJson()));
    assertEquals(model, copyWriteable(model, writableRegistry(), StoredModel::new));
    expectThrows(RuntimeException.class, () -> StoredModel.parse("m@1", "{\"kind\":\"onnx\"}"));
  }
}

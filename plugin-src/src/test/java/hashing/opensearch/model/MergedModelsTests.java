package hashing.opensearch.model;

import hashing.encode.InputKind;
import hashing.opensearch.model.ModelSource.Listing;
import hashing.store.ModelName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.opensearch.test.OpenSearchTestCase;

public class MergedModelsTests extends OpenSearchTestCase {

  private static Model model(String name, String stamp) {
    return new Model(
        ModelName.parse(name),
        8,
        InputKind.VECTOR,
        "s",
        stamp,
        ModelDetails.BUILT_IN,
        null); // never loaded
  }

  private static Listing listing(Model... models) {
    return new Listing(List.of(models), Map.of());
  }

  public void testFirstSourceWinsAndNamesAreSorted() {
    Listing one = listing(model("m@10", "one"), model("a@1", "one"));
    Listing two =
        new Listing(List.of(model("m@9", "two"), model("m@10", "two")), Map.of("x", "cut"));
    MergedModels.Merged merged = new MergedModels(List.of(() -> one, () -> two)).now();
    assertEquals(
        List.of("a@1", "m@9", "m@10"),
        merged.models().keySet().stream().map(ModelName::toString).toList());
    assertEquals("one", merged.models().get(ModelName.parse("m@10")).stamp());
    assertEquals(Map.of("x", "cut"), merged.damaged());
  }

  public void testMadeAnewWhenASourceChanges() {
    AtomicReference<Listing> changing = new AtomicReference<>(listing(model("m@1", "one")));
    Listing still = listing(model("n@1", "one"));
    MergedModels models = new MergedModels(List.of(changing::get, () -> still));
    MergedModels.Merged before = models.now();
    assertSame(before, models.now());
    changing.set(listing(model("m@1", "two")));
    MergedModels.Merged after = models.now();
    assertEquals("two", after.models().get(ModelName.parse("m@1")).stamp());
    assertSame(after, models.now());
    changing.set(listing());
    assertEquals(1, models.now().models().size());
  }
}

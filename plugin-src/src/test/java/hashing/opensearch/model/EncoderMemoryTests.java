package hashing.opensearch.model;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import hashing.encode.EncoderInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.breaker.CircuitBreakingException;
import org.opensearch.core.common.unit.ByteSizeValue;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.indices.breaker.HierarchyCircuitBreakerService;
import org.opensearch.test.OpenSearchTestCase;

/** Which encoders stay in memory, beside a plain list of those used last. */
public class EncoderMemoryTests extends OpenSearchTestCase {
  private final GatedEncoder.Gate gate = new GatedEncoder.Gate();
  private final List<Model> listed = new ArrayList<>();
  private CircuitBreaker breaker;

  private ModelRegistry models(long limit) {
    Settings settings =
        Settings.builder()
            .put(EncoderMemory.LIMIT.getKey(), limit + "b")
            .put("indices.breaker.total.use_real_memory", false)
            .build();
    HierarchyCircuitBreakerService service =
        new HierarchyCircuitBreakerService(
            settings,
            List.of(EncoderMemory.breakerSettings(settings)),
            new ClusterSettings(settings, ClusterSettings.BUILT_IN_CLUSTER_SETTINGS));
    breaker = service.getBreaker(EncoderMemory.BREAKER);
    ModelRegistry models =
        new ModelRegistry(List.of(() -> new ModelSource.Listing(List.copyOf(listed), Map.of())));
    models.memory().countBy(breaker);
    return models;
  }

  public void testLongestUnusedMakesRoom() {
    int limit = randomIntBetween(50, 200);
    Map<String, Integer> sizes = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      sizes.put("m" + i + "@1", randomIntBetween(1, limit / 2));
    }
    sizes.forEach((name, size) -> listed.add(gate.model(name, size)));
    Map<String, Integer> expected = new LinkedHashMap<>(16, 0.75f, true); // in order of use
    try (ModelRegistry models = models(limit)) {
      long evictions = 0;
      for (int step = 0; step < 2000; step++) {
        String name = randomFrom(sizes.keySet());
        if (expected.get(name) == null) {
          while (sum(expected) + sizes.get(name) > limit) {
            expected.remove(expected.keySet().iterator().next());
            evictions++;
          }
          expected.put(name, sizes.get(name));
        }
        models.acquire(name).close();
        assertEquals(expected.keySet().stream().sorted().toList(), models.loaded());
        assertEquals(sum(expected), breaker.getUsed());
        assertEquals(expected.size(), gate.open.get());
      }
      EncodeCounters.Counts counts = models.counters().counts();
      assertEquals(evictions, counts.evictions());
      assertEquals(2000, counts.hits() + counts.loads());
      assertEquals(gate.loads.get(), counts.loads());
    }
    assertEquals(0, breaker.getUsed());
    assertEquals(0, gate.open.get());
  }

  private static long sum(Map<String, Integer> sizes) {
    return sizes.values().stream().mapToLong(Integer::longValue).sum();
  }

  public void testModelsInUseStayAndFillTheLimit() {
    listed.addAll(List.of(gate.model("a@1", 60), gate.model("b@1", 30), gate.model("c@1", 50)));
    try (ModelRegistry models = models(100)) {
      ModelHandle a = models.acquire("a");
      models.acquire("b").close();
      CircuitBreakingException e =
          expectThrows(CircuitBreakingException.class, () -> models.acquire("c"));
      assertEquals(RestStatus.TOO_MANY_REQUESTS, e.status());
      assertThat(
          e.getMessage(),
          containsString(
              "model [c@1] needs [50b] of memory; [plugins.hashing.breaker.limit] is [100b],"
                  + " models in use hold {a@1=60b}"));
      assertEquals(1, breaker.getTrippedCount());
      assertEquals("what nobody used was tried", List.of("a@1"), models.loaded());
      a.close();
      models.acquire("c").close();
      assertEquals(List.of("c@1"), models.loaded());
      assertEquals(50, breaker.getUsed());
      models.memory().limit(new ByteSizeValue(40));
      assertEquals("closed at once", List.of(), models.loaded());
      assertEquals(0, breaker.getUsed());
    }
  }

  public void testNothingIsHeldByLoadsThatFailAndModelsThatGo() {
    Model good = gate.model("good@1", 40);
    Model bad =
        new Model(
            gate.model("bad@1", 0).name(),
            good.bitCount(),
            good.input(),
            "bad",
            "1",
            ModelDetails.BUILT_IN,
            memory -> {
              memory.encoder(30);
              throw new IOException("no such luck");
            });
    listed.addAll(List.of(good, bad));
    try (ModelRegistry models = models(100)) {
      models.acquire("good").close();
      expectThrows(IllegalArgumentException.class, () -> models.acquire("bad"));
      assertEquals(40, breaker.getUsed());
      ModelHandle used = models.acquire("good");
      Model replaced = gate.model("good@1", 45);
      listed.set(
          0,
          new Model(
              good.name(), 16, good.input(), "good", "new", good.details(), replaced.loader()));
      models.acquire("good").close();
      assertEquals("old and new", 85, breaker.getUsed());
      used.close();
      assertEquals("the new one", 45, breaker.getUsed());
      listed.clear();
      assertEquals(List.of(), models.names());
      assertEquals(0, breaker.getUsed());
    }
  }

  public void testManyThreads() throws Exception {
    gate.openForEver();
    Set<String> names = IntStream.range(0, 12).mapToObj(i -> "m" + i).collect(Collectors.toSet());
    names.forEach(name -> listed.add(gate.model(name + "@1", 10)));
    try (ModelRegistry models = models(45)) {
      List<Thread> users = new ArrayList<>();
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 4; i++) {
        List<String> order = new ArrayList<>();
        for (int j = 0; j < 1000; j++) {
          order.add(randomFrom(names));
        }
        Thread user =
            new Thread(() -> {
              for (String name : order) {
                try (ModelHandle handle = models.acquire(name)) {
                  handle.encode(List.of(new EncoderInput.Text("abc")));
                  assertThat(breaker.getUsed(), lessThanOrEqualTo(45L));
                } catch (Throwable e) {
                  failures.add(e);
                }
              }
            });
        users.add(user);
        user.start();
      }
      for (Thread user : users) {
        user.join();
      }
      assertEquals(List.of(), failures);
      assertEquals(10L * models.loaded().size(), breaker.getUsed());
      assertThat(models.counters().counts().evictions(), greaterThan(100L));
    }
    assertEquals(0, breaker.getUsed());
    assertEquals(0, gate.open.get());
  }
}

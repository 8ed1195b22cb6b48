package hashing.benchmark;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class NodeStateTests {

  private static NodeState state(long breaker, long number, String... models) {
    return new NodeState(
        Map.of("hashing", breaker), number, number, number, number, List.of(models), number);
  }

  @Test
  public void whatIsLeftIsNamed() {
    NodeState before = state(10, 1000, "a@1");
    assertEquals(List.of(), before.left(state(10, 1000, "a@1"), 0, 0));
    assertEquals(List.of(), before.left(state(5, 900, "a@1"), 0, 0));
    assertEquals(
        List.of("breaker hashing: found 11, allowed are 0 more than 10"),
        before.left(state(11, 1000, "a@1"), 0, 0));
    assertEquals(
        List.of("models: found [a@1, b@1], allowed are [a@1]"),
        before.left(state(10, 1000, "a@1", "b@1"), 0, 0));
    assertEquals(
        List.of(
            "heap kilobytes: found 1100, allowed are 99 more than 1000",
            "threads: found 1100, allowed are 8 more than 1000",
            "handles: found 1100, allowed are 64 more than 1000",
            "chunks: found 1100, allowed are 0 more than 1000"),
        before.left(state(10, 1100, "a@1"), 99, 100));
  }
}

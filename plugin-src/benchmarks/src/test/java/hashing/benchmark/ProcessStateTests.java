package hashing.benchmark;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is held is found, each by its own number. */
public class ProcessStateTests {

  private static final int SIZE = 96 << 20;
  private static final int MOST = 48 << 10;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private byte[] held;

  private ProcessState now() throws IOException {
    return ProcessState.now(folder.getRoot().toPath());
  }

  private static void assertAbove(String name, ProcessState growth) {
    List<String> above = growth.above(new ProcessState(MOST, MOST, 0, 0, 0));
    assertTrue(above + " of " + growth, above.stream().anyMatch(line -> line.startsWith(name)));
  }

  @Test
  public void heap() throws IOException {
    ProcessState before = now();
    held = new byte[SIZE];
    assertAbove("heap", now().since(before));
    held = null;
    assertTrue(now().since(before).heapKilobytes() < MOST);
  }

  @Test
  public void nativeMemory() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")));
    ProcessState before = settled();
    try (Arena arena = Arena.ofConfined()) {
      arena.allocate(SIZE).fill((byte) 1);
      assertAbove("resident", now().since(before));
    }
  }

  /** Once the collector has given back, in steps of its own, what earlier tests made it take. */
  private ProcessState settled() throws IOException, InterruptedException {
    ProcessState last = now();
    while (true) {
      Thread.sleep(500);
      ProcessState next = now();
      if (Math.abs(next.residentKilobytes() - last.residentKilobytes()) < MOST / 8) {
        return next;
      }
      last = next;
    }
  }

  @Test
  public void filesAndHandles() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/fd")));
    ProcessState before = now();
    Path file = folder.newFile().toPath();
    assertAbove("files", now().since(before));
    try (InputStream open = Files.newInputStream(file)) {
      assertAbove("handles", now().since(before));
      assertEquals(-1, open.read());
    }
  }

  @Test
  public void threads() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")));
    ProcessState before = now();
    CountDownLatch end = new CountDownLatch(1);
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertAbove("threads", now().since(before));
    end.countDown();
    waiting.join();
  }

  @Test
  public void asALine() throws IOException {
    ProcessState state = new ProcessState(5, 4, 3, 2, 1);
    assertEquals(state, ProcessState.parse(state.line()));
    assertEquals(List.of(), state.above(state));
    assertEquals(5, state.above(new ProcessState(4, 3, 2, 1, 0)).size());
  }
}

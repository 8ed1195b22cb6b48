package hashing.encode.onnx;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.Cancellation;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputSpec;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

/** Native runs that another thread ends, long before they would end by themselves. */
public class CancellationTests {
  private static final int SIZE = 16;
  private static final InputSpec SPEC = new InputSpec.Vector(SIZE);

  private final ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();

  @After
  public void stop() {
    others.shutdownNow();
  }

  /** Cancelled some time after the first run begins. */
  private Cancellation soon() {
    return new Cancellation(begun -> {
      var _ = others.schedule(begun::cancel, 100, TimeUnit.MILLISECONDS);
    });
  }

  @Test(timeout = 60_000)
  public void testRunEnds() {
    byte[] file = TestModels.slow(SIZE, 1024, 50_000); // 5 s for the first input alone
    CancellationException e =
        assertThrows(
            CancellationException.class,
            () -> soon().call(() -> OnnxEncoder.open(file, SPEC, SIZE)));
    assertTrue(e.getCause().toString(), e.getCause().getMessage().contains("terminate"));
  }

  @Test(timeout = 60_000)
  public void testNothingIsWorkedOutBeforeTheFirstRun() {
    // Were its constant part worked out when it is loaded, nothing would end that.
    byte[] file = TestModels.slowConstant(SIZE, 1024, 10_000);
    assertThrows(
        CancellationException.class, () -> soon().call(() -> OnnxEncoder.open(file, SPEC, SIZE)));
  }

  @Test
  public void testEncodesOnAfterARunThatWasEnded() {
    EncoderInput input = new EncoderInput.Vector(new float[SIZE]);
    List<EncoderInput> many = Collections.nCopies(2000, input);
    try (OnnxEncoder encoder = OnnxEncoder.open(TestModels.slow(SIZE, 1024, 20), SPEC, SIZE)) {
      for (int i = 0; i < 3; i++) {
        assertThrows(CancellationException.class, () -> soon().call(() -> encoder.encode(many)));
        Encoding encoding = new Cancellation().call(() -> encoder.encode(List.of(input))).get(0);
        assertArrayEquals(new byte[SIZE / 8], ((Encoding.Encoded) encoding).code());
        assertEquals(1, encoder.encode(List.of(input)).size());
      }
    }
  }

  @Test
  public void testCancelledBeforeItRuns() {
    EncoderInput input = new EncoderInput.Vector(new float[SIZE]);
    try (OnnxEncoder encoder = OnnxEncoder.open(TestModels.slow(SIZE, 64, 1), SPEC, SIZE)) {
      Cancellation cancelled = new Cancellation();
      cancelled.cancel();
      assertThrows(
          CancellationException.class, () -> cancelled.call(() -> encoder.encode(List.of(input))));
      assertThrows(CancellationException.class, () -> cancelled.call(() -> encoder.relaxed(input)));
      assertEquals(1, encoder.encode(List.of(input)).size());
    }
  }
}

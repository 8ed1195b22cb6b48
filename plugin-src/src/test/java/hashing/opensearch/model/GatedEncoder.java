package hashing.opensearch.model;

import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import hashing.encode.RelaxedEncoder;
import hashing.store.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Assert;

/**
 * An encoder that encodes a batch only when it is let, and gives the length of a text as its code.
 * Fails where a session of native code would crash: used when closed, or closed in use or twice.
 */
public class GatedEncoder implements RelaxedEncoder {
  private final Gate gate;
  private final long byteSize;
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  GatedEncoder(Gate gate, long byteSize) {
    this.gate = gate;
    this.byteSize = byteSize;
    gate.open.incrementAndGet();
  }

  /** Lets batches through, and sees them. */
  public static final class Gate {
    public final AtomicInteger open = new AtomicInteger();
    public final AtomicInteger loads = new AtomicInteger();
    final List<Integer> batches = new ArrayList<>();
    private final Semaphore permits = new Semaphore(0);
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Lets one batch through. */
    void letOne() {
      permits.release();
    }

    /** Lets all batches through, from now on. */
    public void openForEver() {
      opened.countDown();
      permits.release(Integer.MAX_VALUE / 2);
    }

    /** Waits until a further batch stands at the gate. */
    public void awaitBatch() throws InterruptedException {
      Assert.assertTrue("a batch comes", entered.tryAcquire(60, TimeUnit.SECONDS));
    }

    private void pass(int size) {
      synchronized (batches) {
        batches.add(size);
      }
      entered.release();
      permits.acquireUninterruptibly();
    }

    /** Models of encoders behind this gate, with the names as stamps. */
    public Model model(String name, long byteSize) {
      return new Model(
          ModelName.parse(name),
          16,
          InputKind.TEXT,
          name,
          name,
          ModelDetails.BUILT_IN,
          memory -> {
            memory.encoder(byteSize);
            loads.incrementAndGet();
            return new GatedEncoder(this, byteSize);
          });
    }
  }

  /** The code of a text. */
  static byte[] code(String text) {
    return new byte[] {(byte) (text.length() >> 8), (byte) text.length()};
  }

  @Override
  public int bitCount() {
    return 16;
  }

  @Override
  public InputKind input() {
    return InputKind.TEXT;
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    users.incrementAndGet();
    Assert.assertFalse("used when closed", closed.get());
    gate.pass(inputs.size());
    List<Encoding> encodings = new ArrayList<>();
    for (EncoderInput input : inputs) {
      String text = ((EncoderInput.Text) input).value();
      encodings.add(
          text.isEmpty() ? new Encoding.Refused("empty") : new Encoding.Encoded(code(text)));
    }
    Assert.assertFalse("closed in use", closed.get());
    users.decrementAndGet();
    return encodings;
  }

  @Override
  public float[] relaxed(EncoderInput input) {
    return new float[] {((EncoderInput.Text) input).value().length()};
  }

  @Override
  public void close() {
    Assert.assertEquals("closed in use", 0, users.get());
    Assert.assertTrue("closed twice", closed.compareAndSet(false, true));
    gate.open.decrementAndGet();
  }
}

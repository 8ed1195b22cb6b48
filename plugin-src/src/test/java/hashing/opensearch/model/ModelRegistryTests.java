package hashing.opensearch.model;

import static org.hamcrest.Matchers.containsString;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import hashing.store.ModelName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.opensearch.test.OpenSearchTestCase;

public class ModelRegistryTests extends OpenSearchTestCase {
  private static final EncoderInput INPUT =
      new EncoderInput.Vector(new float[] {0.5f, -1, 2, 0.25f});

  private static void put(Path config, String file, byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(config.resolve("opensearch-hashing").resolve("models"));
    Path part = Files.write(config.resolve("part"), bytes);
    Files.move(part, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] code(ModelHandle handle) {
    return ((Encoding.Encoded) handle.encode(List.of(INPUT)).getFirst()).code();
  }

  private static byte[] code(ModelRegistry models, String name) {
    try (ModelHandle handle = models.acquire(name)) {
      return code(handle);
    }
  }

  public void testBuiltInModelsNeedNoFolder() {
    for (Path config : new Path[] {null, createTempDir()}) {
      try (ModelRegistry models = ModelRegistry.of(config)) {
        assertTrue(models.names().contains("imagehash-phash"));
        try (ModelHandle handle = models.acquire("python-simhash-2")) {
          assertEquals(InputKind.TEXT, handle.input());
          assertEquals(64, handle.model().bitCount());
        }
      }
    }
  }

  public void testPackedSignsOfEveryDimension() {
    try (ModelRegistry models = ModelRegistry.of(null)) {
      assertArrayEquals(new byte[] {(byte) 0xB0}, code(models, "packed-ubinary-4"));
      assertArrayEquals(new byte[] {0x30}, code(models, "packed-binary-4"));
      assertEquals(16384, models.model("packed-ubinary-16384").bitCount());
      assertNotEquals(
          models.model("packed-ubinary-4").codeSpace(),
          models.model("packed-binary-4").codeSpace());
      for (String bad :
          new String[] {"packed-ubinary-0", "packed-ubinary-16385", "packed-ubinary-4@1"}) {
        IllegalArgumentException e =
            expectThrows(IllegalArgumentException.class, () -> models.model(bad));
        assertThat(e.getMessage(), containsString("found no model [" + bad + "]"));
      }
    }
  }

  public void testPackagesComeAndGoWithoutRestart() throws IOException {
    Path config = createTempDir();
    try (ModelRegistry models = ModelRegistry.of(config)) {
      expectThrows(IllegalArgumentException.class, () -> models.acquire("planes@1.9"));
      put(config, "a.zip", ModelFixtures.hyperplanes("planes@1.9", 100, 4, 1));
      put(config, "notes.txt", new byte[3]);
      byte[] first = code(models, "planes@1.9");
      assertArrayEquals(ModelFixtures.code(100, 4, 1, INPUT), first);
      assertEquals(100, models.model("planes").bitCount());
      put(config, "b.zip", ModelFixtures.hyperplanes("planes@1.10", 100, 4, 2));
      assertArrayEquals(ModelFixtures.code(100, 4, 2, INPUT), code(models, "planes"));
      assertArrayEquals(first, code(models, "planes@1.9"));
      assertTrue(models.names().containsAll(List.of("planes@1.9", "planes@1.10")));
      Files.delete(config.resolve("opensearch-hashing/models/a.zip"));
      expectThrows(IllegalArgumentException.class, () -> models.model("planes@1.9"));
    }
  }

  public void testRemovedModelIsClosedByItsLastUser() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger loads = new AtomicInteger();
    AtomicBoolean there = new AtomicBoolean(true);
    Model model =
        model(
            "1",
            _ -> {
              loads.incrementAndGet();
              return new CountedEncoder(open);
            });
    ModelSource source =
        () -> new ModelSource.Listing(there.get() ? List.of(model) : List.of(), Map.of());
    try (ModelRegistry models = new ModelRegistry(List.of(source))) {
      models.acquire("m").close();
      assertEquals(1, open.get());
      there.set(false);
      assertEquals(List.of(), models.names());
      assertEquals("removed and without a user", 0, open.get());
      there.set(true);
      ModelHandle user = models.acquire("m");
      there.set(false);
      expectThrows(IllegalArgumentException.class, () -> models.acquire("m"));
      assertEquals("removed and in use", 1, open.get());
      user.encode(List.of(INPUT));
      user.close();
      assertEquals(0, open.get());
      there.set(true);
      models.acquire("m").close();
      assertEquals(3, loads.get());
    }
    assertEquals(0, open.get());
  }

  public void testPackageReplacedBehindItsListing() throws IOException {
    Path config = createTempDir();
    FolderModelSource folder =
        new FolderModelSource(config.resolve("opensearch-hashing").resolve("models"));
    AtomicReference<byte[]> next = new AtomicReference<>();
    ModelSource source =
        () -> {
          ModelSource.Listing listing = folder.list();
          byte[] replacement = next.getAndSet(null);
          if (replacement != null) {
            try {
              put(config, "p.zip", replacement);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return listing;
        };
    put(config, "p.zip", ModelFixtures.hyperplanes("planes@1", 64, 4, 1));
    try (ModelRegistry models = new ModelRegistry(List.of(source))) {
      for (int seed = 2; seed < 5; seed++) {
        next.set(ModelFixtures.hyperplanes("planes@" + randomFrom(1, seed), 64, 4, seed));
        // The old state, if it is loaded, else the new one: never a failure.
        byte[] code = code(models, "planes");
        if (seed == 2) {
          assertArrayEquals(ModelFixtures.code(64, 4, seed, INPUT), code);
        }
        assertArrayEquals(ModelFixtures.code(64, 4, seed, INPUT), code(models, "planes"));
      }
    }
  }

  private static final LoadMemory ENDLESS =
      new LoadMemory() {
        @Override
        public void heap(long bytes) {}

        @Override
        public void encoder(long bytes) {}
      };

  public void testLoadRefusesOtherEntriesUnderTheSameManifest() throws IOException {
    Path config = createTempDir();
    float[] matrix = new float[32];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = random().nextFloat() - 0.5f;
    }
    put(config, "p.zip", ModelFixtures.linear("linear@1", 8, 4, matrix));
    FolderModelSource source =
        new FolderModelSource(config.resolve("opensearch-hashing").resolve("models"));
    Model listed = source.list().models().getFirst();
    listed.loader().load(ENDLESS).close();
    matrix[randomInt(31)] += 1;
    put(config, "p.zip", ModelFixtures.linear("linear@1", 8, 4, matrix));
    IOException e = expectThrows(IOException.class, () -> listed.loader().load(ENDLESS));
    assertEquals("file [p.zip] changed while it was read", e.getMessage());
    source.list().models().getFirst().loader().load(ENDLESS).close();
  }

  public void testReplacedPackageServesNewUsersOnly() throws IOException {
    Path config = createTempDir();
    put(config, "p.zip", ModelFixtures.hyperplanes("planes@1", 64, 4, 1));
    try (ModelRegistry models = ModelRegistry.of(config);
        ModelHandle old = models.acquire("planes@1")) {
      put(config, "p.zip", ModelFixtures.hyperplanes("planes@1", 64, 4, 2));
      assertArrayEquals(ModelFixtures.code(64, 4, 2, INPUT), code(models, "planes@1"));
      assertArrayEquals(ModelFixtures.code(64, 4, 1, INPUT), code(old));
    }
  }

  public void testDamagedPackageIsNamedAndHarmsNoOther() throws IOException {
    Path config = createTempDir();
    byte[] whole = ModelFixtures.hyperplanes("planes@1", 64, 4, 1);
    byte[] other = ModelFixtures.hyperplanes("broken@1", 64, 4, 1);
    byte[] cut = Arrays.copyOf(other, randomIntBetween(1, other.length - 1));
    put(config, "broken.zip", randomBoolean() ? cut : randomByteArrayOfLength(50));
    put(config, "good.zip", whole);
    put(config, "twin.zip", whole);
    try (ModelRegistry models = ModelRegistry.of(config)) {
      assertArrayEquals(ModelFixtures.code(64, 4, 1, INPUT), code(models, "planes@1"));
      Exception e = expectThrows(IllegalArgumentException.class, () -> models.acquire("broken@2"));
      assertThat(e.getMessage(), containsString("broken.zip="));
      assertThat(e.getMessage(), containsString("twin.zip=another file has model planes@1"));
    }
  }

  public void testUnknownNames() {
    try (ModelRegistry models = ModelRegistry.of(null)) {
      Exception e = expectThrows(IllegalArgumentException.class, () -> models.acquire("fashion@1"));
      assertThat(e.getMessage(), containsString("found no model [fashion@1] on this node"));
      assertThat(e.getMessage(), containsString("imagehash-phash"));
      assertThat(e.getMessage(), containsString("packed-ubinary-N and packed-binary-N"));
      e = expectThrows(IllegalArgumentException.class, () -> models.acquire("../x"));
      assertThat(e.getMessage(), containsString("[model_id] [../x]: id: found"));
      expectThrows(IllegalArgumentException.class, () -> models.acquire("python-simhash-2@7"));
    }
  }

  public void testOrderOfVersions() {
    List<String> ascending =
        List.of("1-alpha", "1-alpha.2", "1-beta", "1", "1.2", "1.9", "1.10", "2", "10", "20260101");
    List<ModelName> names = new ArrayList<>();
    ascending.forEach(version -> names.add(new ModelName("m", version)));
    Collections.shuffle(names, random());
    names.sort(ModelOrder.INSTANCE);
    assertEquals(ascending, names.stream().map(ModelName::version).toList());
    assertTrue(ModelOrder.INSTANCE.compare(ModelName.parse("a@2"), ModelName.parse("b@1")) < 0);
    assertTrue(
        ModelOrder.INSTANCE.compare(ModelName.parse("a@1.0"), ModelName.parse("a@1-0")) != 0);
  }

  public void testFailedLoadIsTriedAgain() {
    AtomicInteger loads = new AtomicInteger();
    ModelSource source =
        () ->
            new ModelSource.Listing(
                List.of(
                    model(
                        "1",
                        _ -> {
                          if (loads.incrementAndGet() == 1) {
                            throw new IOException("no such luck");
                          }
                          return new CountedEncoder(new AtomicInteger());
                        })),
                Map.of());
    try (ModelRegistry models = new ModelRegistry(List.of(source))) {
      Exception e = expectThrows(IllegalArgumentException.class, () -> models.acquire("m@1"));
      assertEquals("model [m@1] cannot be loaded: no such luck", e.getMessage());
      models.acquire("m").close();
      models.acquire("m").close();
      assertEquals(2, loads.get());
    }
  }

  public void testNoEncoderIsClosedInUseAndNoneStaysOpen() throws Exception {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger loads = new AtomicInteger();
    AtomicInteger stamp = new AtomicInteger();
    ModelSource source =
        () ->
            new ModelSource.Listing(
                List.of(
                    model(
                        "stamp" + stamp.get(),
                        _ -> {
                          loads.incrementAndGet();
                          return new CountedEncoder(open);
                        })),
                Map.of());
    ModelRegistry models = new ModelRegistry(List.of(source));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(4);
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread user =
          new Thread(() -> {
            boolean first = true;
            try {
              while (true) {
                try (ModelHandle handle = models.acquire("m")) {
                  handle.encode(List.of(INPUT));
                }
                if (first) {
                  first = false;
                  started.countDown();
                }
              }
            } catch (IllegalStateException e) {
              if (!e.getMessage().contains("closing")) {
                failure.set(e);
              }
            } catch (Throwable e) {
              failure.set(e);
            }
          });
      users.add(user);
      user.start();
    }
    boolean allStarted = started.await(60, TimeUnit.SECONDS);
    for (int i = 0; i < 200; i++) {
      stamp.incrementAndGet();
      try (ModelHandle handle = models.acquire("m")) {
        handle.encode(List.of(INPUT));
      }
    }
    ModelHandle last = models.acquire("m");
    models.close();
    for (Thread user : users) {
      user.join();
    }
    assertNull(String.valueOf(failure.get()), failure.get());
    assertTrue("each user has encoded", allStarted);
    assertTrue(loads.get() > 100);
    assertEquals(1, open.get());
    last.encode(List.of(INPUT));
    last.close();
    last.close();
    assertEquals(0, open.get());
    expectThrows(IllegalStateException.class, () -> models.acquire("m"));
  }

  private static Model model(String stamp, Model.EncoderSupplier loader) {
    return new Model(
        ModelName.parse("m@1"), 8, InputKind.VECTOR, "m", stamp, ModelDetails.BUILT_IN, loader);
  }

  /** Fails where a session of native code would crash. */
  private static final class CountedEncoder implements Encoder {
    private final AtomicInteger open;
    private volatile boolean closed;

    CountedEncoder(AtomicInteger open) {
      this.open = open;
      open.incrementAndGet();
    }

    @Override
    public int bitCount() {
      return 8;
    }

    @Override
    public InputKind input() {
      return InputKind.VECTOR;
    }

    @Override
    public List<Encoding> encode(List<EncoderInput> inputs) {
      List<Encoding> encodings = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        assertFalse("used when closed", closed);
        Thread.onSpinWait();
        encodings.add(new Encoding.Encoded(new byte[1]));
      }
      assertFalse("closed in use", closed);
      return encodings;
    }

    @Override
    public void close() {
      assertFalse("closed twice", closed);
      closed = true;
      open.decrementAndGet();
    }
  }
}

package hashing.signature;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KeyFolderTests {

  private static final int SIGNINGS = Integer.getInteger("hashing.signature.signings", 20);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Random random = new Random(3);
  private final SignedMessage message = SignedMessage.of(new byte[100]);

  private KeyPool pool(Pair pair, int groups, int bits, double minEntropy) {
    return SignatureFixtures.pool(pair, groups, bits, minEntropy, random);
  }

  @Test
  public void testEachGroupSignsOnce() throws IOException {
    Path folder = temporary.getRoot().toPath().resolve("alice");
    KeyPool bobs = pool(Pair.SIGNER_RECEIVER, 3, 128, 1);
    KeyPool charlies = pool(Pair.SIGNER_VERIFIER, 3, 128, 1);
    try (KeyFolder keys = KeyFolder.open(folder)) {
      keys.add(bobs);
      IllegalArgumentException one =
          assertThrows(IllegalArgumentException.class, () -> keys.sign(message, 1e-10, random));
      assertTrue(one.getMessage(), one.getMessage().contains("whose two pairs were imported"));
      keys.add(charlies);
      IllegalArgumentException twice =
          assertThrows(IllegalArgumentException.class, () -> keys.add(charlies));
      assertTrue(twice.getMessage(), twice.getMessage().endsWith("a pool is imported once"));
    }
    for (int i = 0; i < 3; i++) {
      try (KeyFolder keys = KeyFolder.open(folder)) {
        OneTimeSignature signature = keys.sign(message, 1e-10, random);
        assertEquals(i, signature.group());
        KeyGroup whole = bobs.groups().get(i).combine(charlies.groups().get(i));
        assertEquals(null, signature.fault(message, whole));
        assertEquals(i + 1, keys.stock().getFirst().spent());
      }
    }
    try (KeyFolder keys = KeyFolder.open(folder)) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> keys.sign(message, 1e-10, random));
      assertTrue(e.getMessage(), e.getMessage().startsWith("keys: found no free group"));
    }
  }

  @Test
  public void testGroupsThatAreTooShortAreRefused() throws IOException {
    try (KeyFolder keys = KeyFolder.open(temporary.getRoot().toPath())) {
      keys.add(pool(Pair.SIGNER_RECEIVER, 3, 128, 0.3));
      keys.add(pool(Pair.SIGNER_VERIFIER, 3, 128, 0.3));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> keys.sign(message, 1e-10, random));
      int least = GroupLength.least(message.bits(), 1e-10, 0.3);
      assertTrue(e.getMessage(), e.getMessage().contains("allowed is " + least + " or more"));
      assertEquals(0, keys.stock().getFirst().spent());
      OneTimeSignature weaker = keys.sign(message, 1e-3, random);
      assertThrows(
          IllegalArgumentException.class, () -> keys.share(weaker, Pair.SIGNER_RECEIVER, 1e-10));
    }
  }

  /** The lengths of the paper's text and ours for a package of 90 MB. */
  @Test
  public void testGroupLengths() {
    double megabit = 1 << 20;
    assertEquals(55, GroupLength.least(megabit, 1e-10, 1));
    assertEquals(181, GroupLength.least(megabit, 1e-10, 0.3));
    assertEquals(507, GroupLength.least(megabit, 1e-10, 0.107), 1);
    assertEquals(64, GroupLength.least(8.0 * 90e6, 1e-10, 1));
    assertEquals(213, GroupLength.least(8.0 * 90e6, 1e-10, 0.3));
    assertEquals(-63, GroupLength.log2Forgery(Math.pow(2, 64), 128, 1), 1e-9);
  }

  @Test
  public void testLostMarksAreRefused() throws IOException {
    Path folder = temporary.getRoot().toPath();
    try (KeyFolder keys = KeyFolder.open(folder)) {
      keys.add(pool(Pair.SIGNER_RECEIVER, 3, 128, 1));
      keys.add(pool(Pair.SIGNER_VERIFIER, 3, 128, 1));
      Files.write(folder.resolve(SignatureFixtures.POOL + ".spent"), new byte[2]);
      IOException e = assertThrows(IOException.class, () -> keys.sign(message, 1e-10, random));
      assertTrue(e.getMessage(), e.getMessage().endsWith("the pool must not be used"));
    }
  }

  /** Two processes at once, killed again and again: no group leaves twice. */
  @Test
  public void testKilledSignersUseNoGroupTwice() throws Exception {
    List<Integer> groups = killed(SIGNINGS, "early");
    assertEquals(groups.toString(), groups.size(), new HashSet<>(groups).size());
  }

  /** The same test finds a signer that marks too late. */
  @Test
  public void testALateMarkIsFound() throws Exception {
    Set<Integer> distinct = new HashSet<>();
    List<Integer> groups = List.of();
    for (int i = 0; i < 10 && groups.size() == distinct.size(); i++) {
      groups = killed(20, "late");
      distinct = new HashSet<>(groups);
    }
    assertTrue(groups.toString(), groups.size() > distinct.size());
  }

  private List<Integer> killed(int signings, String mode) throws Exception {
    Path home = temporary.newFolder().toPath();
    Path keys = home.resolve("keys");
    try (KeyFolder folder = KeyFolder.open(keys)) {
      folder.add(pool(Pair.SIGNER_RECEIVER, 2 * signings + 300, 128, 1));
      folder.add(pool(Pair.SIGNER_VERIFIER, 2 * signings + 300, 128, 1));
    }
    Path out = home.resolve("out");
    Files.createFile(out);
    int kills = 0;
    while (Files.readAllLines(out).size() < signings) {
      Path ready = home.resolve("out.ready");
      Files.deleteIfExists(ready);
      Process first = start(keys, out, mode);
      Process second = start(keys, out, mode);
      for (int i = 0; i < 3000 && !Files.exists(ready); i++) {
        Thread.sleep(10);
      }
      Thread.sleep(100 + random.nextInt(900));
      first.destroyForcibly().waitFor();
      second.destroyForcibly().waitFor();
      kills += 2;
    }
    List<Integer> groups = Files.readAllLines(out).stream().map(Integer::valueOf).toList();
    System.out.println(mode + ": " + groups.size() + " signatures, " + kills + " kills");
    return groups;
  }

  private static Process start(Path keys, Path out, String mode) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SigningProcess.class.getName(),
            keys.toString(),
            out.toString(),
            mode)
        .redirectErrorStream(true)
        .redirectOutput(out.resolveSibling("process.log").toFile())
        .start();
  }
}

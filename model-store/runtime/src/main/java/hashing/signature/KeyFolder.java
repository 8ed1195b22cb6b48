package hashing.signature;

import hashing.store.Words;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One party's keys and records in a folder. A process holds its lock while it has the folder open,
 * others wait.
 *
 * <p>Files: {@code POOL-PAIR.json}, imported keys; {@code POOL.spent}, one byte for each group of a
 * pool, 0 or, once the signer took it, 1; {@code POOL-GROUP-ROLE.record}, a verification. A group's
 * byte is written and forced to the disk before it is used, so that a kill at any point wastes a
 * group and never uses one twice. A file of spent groups that is missing or of another length is
 * refused. Who puts a copy from a backup in place loses that promise: keys that were spent since
 * look free.
 *
 * <p>Not thread-safe.
 */
public final class KeyFolder implements Closeable, VerificationStore {

  private static final String RECORD = ".record";
  private static final byte FREE = 0;
  private static final byte SPENT = 1;

  private final Path folder;
  private final FileChannel lock;

  private KeyFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a folder, which is made where there is none.
   *
   * @throws IOException also if this process has it open already
   */
  public static KeyFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return new KeyFolder(folder, channel);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("[" + folder + "] is open in this process", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A pool that is here, and how much of it is left. */
  public record Stock(KeyPool.Facts facts, int groups, int spent) {}

  /**
   * Takes keys in.
   *
   * @throws IllegalArgumentException if the pair's keys of that pool are here, or do not fit those
   *     of the other pair
   */
  public void add(KeyPool pool) throws IOException {
    KeyPool.Facts facts = pool.facts();
    Path file = keys(facts.pool(), facts.pair());
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          "pool: found "
              + facts.pool()
              + " of "
              + Words.lower(facts.pair())
              + " here, a pool is imported once");
    }
    for (Pair pair : Pair.values()) {
      Optional<KeyPool> other = pool(facts.pool(), pair);
      if (other.isPresent() && !fits(pool, other.get())) {
        throw new IllegalArgumentException(
            "pool: found " + pool + ", allowed is what fits the other pair's " + other.get());
      }
    }
    Path spent = spent(facts.pool());
    if (!Files.exists(spent)) {
      DurableFiles.write(spent, new byte[pool.groups().size()]);
    }
    DurableFiles.write(file, SignatureJson.bytes(SignatureJson.write(pool)));
  }

  private static boolean fits(KeyPool pool, KeyPool other) {
    return pool.groups().size() == other.groups().size()
        && pool.facts().groupBits() == other.facts().groupBits()
        && pool.facts().minEntropyPerBit() == other.facts().minEntropyPerBit();
  }

  private Path keys(String pool, Pair pair) {
    return folder.resolve(pool + "-" + Words.lower(pair) + ".json");
  }

  private Path spent(String pool) {
    return folder.resolve(pool + ".spent");
  }

  /** The keys of a pool and pair, empty where there are none. */
  private Optional<KeyPool> pool(String pool, Pair pair) throws IOException {
    Path file = keys(pool, pair);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignatureJson.readPool(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + file + "] " + e.getMessage(), e);
    }
  }

  /** What is here, sorted by pool and pair. */
  public List<Stock> stock() throws IOException {
    List<Stock> stock = new ArrayList<>();
    for (KeyPool pool : pools()) {
      int spent = 0;
      for (byte mark : marks(pool)) {
        spent += mark == FREE ? 0 : 1;
      }
      stock.add(new Stock(pool.facts(), pool.groups().size(), spent));
    }
    return stock;
  }

  private List<KeyPool> pools() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    List<KeyPool> pools = new ArrayList<>();
    for (Path file : files) {
      try {
        pools.add(SignatureJson.readPool(Files.readAllBytes(file)));
      } catch (IllegalArgumentException e) {
        throw new IOException("[" + file + "] " + e.getMessage(), e);
      }
    }
    return pools;
  }

  private byte[] marks(KeyPool pool) throws IOException {
    Path file = spent(pool.facts().pool());
    byte[] marks = Files.readAllBytes(file);
    if (marks.length != pool.groups().size()) {
      throw new IOException(
          "["
              + file
              + "] found marks of "
              + marks.length
              + " groups, allowed are "
              + pool.groups().size()
              + ": which groups are spent is not known, the pool must not be used");
    }
    return marks;
  }

  /**
   * Signs with the next free group, which is spent from then on.
   *
   * @param epsilon largest chance to forge
   * @throws IllegalArgumentException if no pool of both pairs has a free group that is long enough
   */
  public OneTimeSignature sign(SignedMessage message, double epsilon, RandomGenerator random)
      throws IOException {
    IllegalArgumentException refusal = null;
    for (KeyPool receiver : pools()) {
      Optional<KeyPool> verifier = pool(receiver.facts().pool(), Pair.SIGNER_VERIFIER);
      if (receiver.facts().pair() != Pair.SIGNER_RECEIVER || verifier.isEmpty()) {
        continue;
      }
      int free = firstFree(receiver);
      if (free < 0) {
        continue;
      }
      try {
        GroupLength.check(receiver.facts(), message.bits(), epsilon);
      } catch (IllegalArgumentException e) {
        refusal = e;
        continue;
      }
      spend(receiver, free);
      KeyGroup group = receiver.groups().get(free).combine(verifier.get().groups().get(free));
      return OneTimeSignature.sign(message, group, random);
    }
    throw refusal != null
        ? refusal
        : new IllegalArgumentException(
            "keys: found no free group in ["
                + folder
                + "], allowed is a pool whose two pairs were imported and that is not used up");
  }

  int firstFree(KeyPool pool) throws IOException {
    byte[] marks = marks(pool);
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] == FREE) {
        return i;
      }
    }
    return -1;
  }

  void spend(KeyPool pool, int group) throws IOException {
    DurableFiles.writeByte(spent(pool.facts().pool()), group, SPENT);
  }

  /**
   * One share of a signature's group.
   *
   * @throws IllegalArgumentException if it is not here
   */
  public KeyGroup share(OneTimeSignature signature, Pair pair, double epsilon) throws IOException {
    KeyPool pool = pool(signature.pool(), pair).orElse(null);
    if (pool == null || signature.group() >= pool.groups().size()) {
      throw new IllegalArgumentException(
          "group: found "
              + signature.group()
              + " of pool "
              + signature.pool()
              + ", keys of "
              + Words.lower(pair)
              + " here are "
              + stock().stream()
                  .filter(stock -> stock.facts().pair() == pair)
                  .map(stock -> stock.facts().pool() + " with " + stock.groups() + " groups")
                  .toList());
    }
    GroupLength.check(pool.facts(), signature.messageBits(), epsilon);
    return pool.groups().get(signature.group());
  }

  /** The three-party verification of this party. */
  public Verification verification() {
    return new Verification(this, Clock.systemUTC());
  }

  /** The pairs of a pool whose keys are here. */
  public List<Pair> pairs(String pool) {
    return Arrays.stream(Pair.values()).filter(pair -> Files.exists(keys(pool, pair))).toList();
  }

  @Override
  public Optional<VerificationRecord> find(String id) {
    Path file = folder.resolve(id + RECORD);
    try {
      return Files.exists(file)
          ? Optional.of(SignatureJson.readRecord(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("[" + file + "] " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void create(VerificationRecord first) {
    if (find(first.id()).isPresent()) {
      throw new IllegalStateException("found a record of " + first.id() + ", allowed is none");
    }
    save(first);
  }

  @Override
  public void replace(VerificationRecord from, VerificationRecord to) {
    if (!find(from.id()).equals(Optional.of(from))) {
      throw new IllegalStateException("found another record of " + from.id() + " than before");
    }
    save(to);
  }

  private void save(VerificationRecord record) {
    try {
      DurableFiles.write(
          folder.resolve(record.id() + RECORD), SignatureJson.bytes(SignatureJson.write(record)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the next process in. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}

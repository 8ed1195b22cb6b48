package hashing.train;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import hashing.train.data.LabelledVectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * The last finished round of a training, in a file that is replaced whole after every round, so
 * that a process ended at any time leaves a usable one.
 *
 * <p>File, big-endian: <b>int32</b> {@code "HCKP"}, <b>int32</b> version, <b>UTF</b> of {@link
 * java.io.DataOutput} with a JSON object of all that must be the same to go on, <b>int32</b> rounds
 * done, <b>int32</b> length of the state, the state, <b>int64</b> CRC-32 of all before it.
 *
 * <p>Cost: the state, some times the network's size, is written once a round; the rows are read
 * once for their sha256. Not thread-safe.
 */
public final class CheckpointFile implements Checkpoint {

  private static final int MAGIC = 0x48434B50;
  private static final int VERSION_CURRENT = 1;

  private final Path file;
  private final Map<String, String> identity;
  private final int stopAfter;
  private byte[] last;
  private volatile int rounds;
  private int saved;

  /** A training ended after the rounds that were asked for; its checkpoint is written. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * For a training that begins.
   *
   * @param stopAfter rounds after which {@link #save} ends the training; 0 for never
   */
  public CheckpointFile(Path file, HashTrainer trainer, LabelledVectors data, int stopAfter) {
    this.file = file;
    this.stopAfter = stopAfter;
    identity = identity(trainer, data);
  }

  /**
   * Goes on from the file.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it is damaged or of another version
   * @throws IllegalArgumentException if it is of another training; the message says what differs
   */
  public void resume() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    if (whole.length < 3 * Integer.BYTES + Long.BYTES || ByteBuffer.wrap(whole).getInt() != MAGIC) {
      throw new IOException("[" + file + "] is no checkpoint");
    }
    int end = whole.length - Long.BYTES;
    if (ByteBuffer.wrap(whole).getLong(end) != crc(whole, end)) {
      throw new IOException("[" + file + "] is damaged: its checksum differs");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole, 4, end - 4))) {
      int version = in.readInt();
      if (version != VERSION_CURRENT) {
        throw new IOException(
            "[" + file + "] has version [" + version + "]; [" + VERSION_CURRENT + "] is read here");
      }
      refuseOthers(new Gson().fromJson(in.readUTF(), new TypeToken<Map<String, String>>() {}));
      rounds = in.readInt();
      last = in.readNBytes(in.readInt());
    }
  }

  private void refuseOthers(Map<String, String> found) {
    TreeSet<String> names = new TreeSet<>(identity.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      if (!identity.getOrDefault(name, "none").equals(found.getOrDefault(name, "none"))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "checkpoint [%s] is of a training with [%s] [%s]; this one has [%s]",
                file,
                name,
                found.getOrDefault(name, "none"),
                identity.getOrDefault(name, "none")));
      }
    }
  }

  /** All that a training's bits depend on. */
  private static Map<String, String> identity(HashTrainer trainer, LabelledVectors data) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("method", trainer.method());
    trainer.config().forEach((name, value) -> identity.put(name, String.valueOf(value)));
    identity.put("data", data.name());
    identity.put("data sha256", data.sha256());
    identity.put("rows", Integer.toString(data.size()));
    identity.put("rows and labels sha256", digest(data));
    identity.put("libraries", Libraries.ofNetworks().toString());
    return identity;
  }

  private static String digest(LabelledVectors data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer row = ByteBuffer.allocate(data.width() * Float.BYTES);
      for (int i = 0; i < data.size(); i++) {
        row.clear();
        row.asFloatBuffer().put(data.rows()[i]);
        digest.update(row.array());
        for (int label : data.labelSets().of(i)) {
          digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(label).array());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public byte[] last() {
    return last;
  }

  /**
   * Replaces the file.
   *
   * @throws Stopped after as many rounds as were asked for
   */
  @Override
  public void save(State state) {
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.write(part, contents(state.bytes()));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rounds++;
    saved++;
    if (saved == stopAfter) {
      throw new Stopped();
    }
  }

  private byte[] contents(byte[] state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(state.length + 4096);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(VERSION_CURRENT);
    out.writeUTF(new Gson().toJson(identity));
    out.writeInt(rounds + 1);
    out.writeInt(state.length);
    out.write(state);
    out.flush();
    out.writeLong(crc(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  private static long crc(byte[] bytes, int end) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    return crc.getValue();
  }

  /** Rounds that the file has, those of earlier runs included. */
  public int rounds() {
    return rounds;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** Takes the file away: what it was for is done. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}

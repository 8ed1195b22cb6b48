package hashing.cli;

import hashing.signature.DurableFiles;
import hashing.signature.KeyFolder;
import hashing.signature.KeyPool;
import hashing.signature.Pair;
import hashing.signature.SignatureJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keys of one-time signatures: made, taken in, listed. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Makes, imports and lists the keys of one-time signatures.",
    subcommands = {KeysCommand.Generate.class, KeysCommand.Import.class, KeysCommand.Show.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  hashing keys generate --groups 100 --out new-keys",
      "  hashing keys import --keys alice --in new-keys/signer_receiver.json",
      "  hashing keys list --keys alice"
    })
final class KeysCommand {

  /** Draws the keys of both pairs. */
  @Command(
      name = "generate",
      mixinStandardHelpOptions = true,
      description = {
        "Makes key files for the two pairs signer-receiver and signer-verifier.",
        "The signer imports both, the others one each, brought to them by hand. Without --random",
        "the bits are those of the JDK's SecureRandom: security is then computational."
      },
      footer = {"", "Example:", "  hashing keys generate --groups 100 --out new-keys"})
  static final class Generate implements Callable<Integer> {
    @Mixin private Reporting reporting;

    @Option(
        names = "--groups",
        paramLabel = "N",
        defaultValue = "100",
        description = "Signatures that they are enough for. Default: ${DEFAULT-VALUE}.")
    private int groups;

    @Option(
        names = "--bits",
        paramLabel = "N",
        defaultValue = "256",
        description = "Bits of each key of a group. Default: ${DEFAULT-VALUE}.")
    private int bits;

    @Option(
        names = "--min-entropy",
        paramLabel = "H",
        defaultValue = "1",
        description = "Min-entropy per bit, for --random. Default: ${DEFAULT-VALUE}.")
    private double minEntropy;

    @Option(
        names = "--random",
        paramLabel = "FILE",
        description = "Random bits of a generator of yours, each used once.")
    private Path random;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "New folder.")
    private Path out;

    @Override
    public Integer call() throws IOException {
      if (Files.exists(out)) {
        throw new IllegalArgumentException(
            "[--out] is [" + out + "], which exists; name a new one");
      }
      String pool = HexFormat.of().formatHex(name());
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("pool", pool);
      result.put("groups", groups);
      result.put("group_bits", bits);
      try (RandomFile file = random == null ? null : RandomFile.open(random)) {
        RandomGenerator source = file == null ? new SecureRandom() : file;
        Map<Pair, KeyPool> drawn = new LinkedHashMap<>();
        for (Pair pair : Pair.values()) {
          KeyPool.Facts facts = new KeyPool.Facts(pool, pair, bits, minEntropy);
          drawn.put(pair, KeyPool.random(facts, groups, source));
        }
        Files.createDirectories(out);
        for (Pair pair : Pair.values()) {
          Path to = out.resolve(lower(pair) + ".json");
          DurableFiles.write(to, SignatureJson.bytes(SignatureJson.write(drawn.get(pair))));
          result.put(lower(pair), to.toString());
        }
      }
      reporting.result(result);
      reporting.next(
          "hashing keys import --keys SIGNER --in " + out.resolve("signer_receiver.json"));
      return 0;
    }

    private static byte[] name() {
      byte[] name = new byte[16];
      new SecureRandom().nextBytes(name);
      return name;
    }
  }

  private static String lower(Pair pair) {
    return pair.name().toLowerCase(Locale.ROOT);
  }

  /** Takes a key file in. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Takes a key file into a folder of keys; erase the file then.",
      footer = {
        "",
        "Example:",
        "  hashing keys import --keys alice --in new-keys/signer_receiver.json"
      })
  static final class Import implements Callable<Integer> {
    @Mixin private Reporting reporting;

    @Option(
        names = "--keys",
        required = true,
        paramLabel = "FOLDER",
        description = "Keys and records of one party; made if missing.")
    private Path keys;

    @Option(names = "--in", required = true, paramLabel = "FILE", description = "Key file.")
    private Path in;

    @Override
    public Integer call() throws IOException {
      KeyPool pool;
      try {
        pool = SignatureJson.readPool(Files.readAllBytes(in));
      } catch (IllegalArgumentException e) {
        throw new IOException("[" + in + "] " + e.getMessage(), e);
      }
      try (KeyFolder folder = KeyFolder.open(keys)) {
        folder.add(pool);
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("pool", pool.facts().pool());
      result.put("pair", lower(pool.facts().pair()));
      result.put("groups", pool.groups().size());
      reporting.result(result);
      return 0;
    }
  }

  /** Shows what is there. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists pools of keys and how much of them is left.",
      footer = {"", "Example:", "  hashing keys list --keys alice"})
  static final class Show implements Callable<Integer> {
    @Mixin private Reporting reporting;

    @Option(names = "--keys", required = true, paramLabel = "FOLDER", description = "Folder.")
    private Path keys;

    @Override
    public Integer call() throws IOException {
      if (!Files.isDirectory(keys)) {
        throw new IllegalArgumentException("[--keys] is [" + keys + "], which is no folder");
      }
      List<KeyFolder.Stock> stock;
      try (KeyFolder folder = KeyFolder.open(keys)) {
        stock = folder.stock();
      }
      for (KeyFolder.Stock pool : stock) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("pool", pool.facts().pool());
        result.put("pair", lower(pool.facts().pair()));
        result.put("group_bits", pool.facts().groupBits());
        result.put("min_entropy_per_bit", pool.facts().minEntropyPerBit());
        result.put("groups", pool.groups());
        result.put("spent", pool.spent());
        reporting.result(result);
      }
      return 0;
    }
  }
}

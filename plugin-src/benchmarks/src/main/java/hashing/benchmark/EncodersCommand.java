package hashing.benchmark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.code.CodeFormat;
import hashing.encode.BuiltInEncoders;
import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many files a second one thread encodes by each built-in encoder, decoding included, and how
 * many the original program does on the same files ({@code peers/encoders.py}).
 */
@Command(
    name = "encoders",
    mixinStandardHelpOptions = true,
    description = "Measures the built-in encoders on one thread beside the original programs.")
final class EncodersCommand implements Callable<Integer> {

  private static final long WARM_NANOS = 1_000_000_000L;
  private static final long RUN_NANOS = 1_000_000_000L;

  @Option(names = "--files", required = true, description = "Folder for the files that are drawn.")
  private Path files;

  @Option(names = "--peers", description = "What peers/encoders.py printed on these files.")
  private Path peers;

  @Option(names = "--peer-versions", description = "Their versions, for the report.")
  private String peerVersions;

  @Option(names = "--draw", description = "Only draw the files.")
  private boolean draw;

  @Option(names = "--out", defaultValue = "target/encoders.json", description = "Report.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Map<String, byte[]> drawn = EncoderFiles.draw();
    Files.createDirectories(files);
    for (Map.Entry<String, byte[]> file : drawn.entrySet()) {
      Files.write(files.resolve(file.getKey()), file.getValue());
    }
    if (draw) {
      return 0;
    }
    Map<String, JsonObject> originals = originals();
    Report report = new Report("encoders");
    report.put("threads", 1);
    report.put("unit", "files a second, decoding included");
    report.put("peer_versions", peerVersions);
    report.put("files", EncoderFiles.described(drawn));
    for (String name : BuiltInEncoders.names()) {
      Encoder encoder = BuiltInEncoders.find(name).orElseThrow().encoder();
      for (Map.Entry<String, byte[]> file : drawn.entrySet()) {
        boolean text = file.getKey().endsWith(".txt");
        if (text == (encoder.input() == InputKind.TEXT)) {
          EncoderInput input =
              text
                  ? new EncoderInput.Text(new String(file.getValue(), EncoderFiles.CHARSET))
                  : new EncoderInput.Image(file.getValue());
          report.row(
              row(name, encoder, file.getKey(), input, originals.get(name + " " + file.getKey())));
        }
      }
    }
    report.write(out);
    return 0;
  }

  private Map<String, JsonObject> originals() throws IOException {
    Map<String, JsonObject> originals = new HashMap<>();
    if (peers != null) {
      for (String line : Files.readAllLines(peers)) {
        JsonObject row = JsonParser.parseString(line).getAsJsonObject();
        originals.put(row.get("model").getAsString() + " " + row.get("file").getAsString(), row);
      }
    }
    return originals;
  }

  private static Map<String, Object> row(
      String name, Encoder encoder, String file, EncoderInput input, JsonObject original) {
    List<EncoderInput> batch = List.of(input);
    run(encoder, batch, WARM_NANOS);
    double rate = run(encoder, batch, RUN_NANOS);
    byte[] code = ((Encoding.Encoded) encoder.encode(batch).getFirst()).code();
    String hex = CodeFormat.HEX.format(code, encoder.bitCount());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", name);
    row.put("file", file);
    row.put("per_second", Math.round(rate * 100) / 100.0);
    if (original != null) {
      row.put("original_per_second", original.get("per_second").getAsDouble());
      row.put("same_code", hex.equals(original.get("code").getAsString()));
    }
    System.out.println(new TreeMap<>(row));
    return row;
  }

  private static double run(Encoder encoder, List<EncoderInput> batch, long nanos) {
    long start = System.nanoTime();
    long runs = 0;
    long time;
    do {
      encoder.encode(batch);
      runs++;
      time = System.nanoTime() - start;
    } while (time < nanos || runs < 2);
    return runs * 1e9 / time;
  }
}

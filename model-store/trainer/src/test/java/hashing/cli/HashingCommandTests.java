package hashing.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.code.Codes;
import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.Hyperplanes;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.train.data.FashionMnist;
import hashing.train.data.GreyPng;
import hashing.train.data.IdxFile;
import hashing.train.data.SampleData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public class HashingCommandTests {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = HashingCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private void assertRuns(String... arguments) {
    int exit = run(arguments);
    assertEquals(err.toString(), 0, exit);
  }

  private static String model() {
    return Path.of(System.getProperty("hashing.models"), "fashion-1.zip").toString();
  }

  private static String images() {
    return SampleData.folder().resolve(FashionMnist.Part.TEST.imagesFile()).toString();
  }

  @Test
  public void testHelpHasExamples() {
    for (String command : List.of("train", "evaluate", "encode", "import", "hyperplanes", "list")) {
      assertEquals(0, run(command, "--help"));
      assertTrue(command, out.toString().contains("hashing " + command + " "));
      assertTrue(command, out.toString().contains("Example"));
    }
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("Exit codes: 0"));
  }

  @Test
  public void testListAsLinesAndAsJson() {
    assertEquals(0, run("list"));
    assertTrue(out.toString().contains("csq"));
    assertTrue(out.toString().strip().lines().toList().getLast().startsWith("Next: hashing train"));
    assertEquals(0, run("list", "--json"));
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertTrue(json.getAsJsonObject("methods").has("itq"));
    assertTrue(json.getAsJsonObject("encoders").has("imagehash-dhash-vertical-16"));
  }

  @Test
  public void testSolvedCodesAndChoicesAreRefusedBeforeTraining() {
    String[] train = {
      "train", "--data", "fashion-mnist", "--bits", "16", "--out", "m.zip", "--method"
    };
    assertEquals(2, run(with(train, "itq", "--solved-codes", "v.npy")));
    assertTrue(err.toString(), err.toString().contains("[--solved-codes]: method [itq]"));
    assertEquals(2, run(with(train, "ddsh", "--set", "solver=foo")));
    assertTrue(
        err.toString(), err.toString().contains("[solver] is [foo]; [cluster, descent, relaxed]"));
    assertEquals(2, run(with(train, "pcah", "--set", "rotate=7")));
    assertTrue(err.toString(), err.toString().contains("[rotate] is [7]; 0 to 1"));
  }

  private static String[] with(String[] first, String... more) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  public void testHyperplanesNeedNoData() throws IOException {
    Path file = temporary.getRoot().toPath().resolve("planes.zip");
    assertRuns(
        "hyperplanes",
        "--dimension",
        "5",
        "--bits",
        "12",
        "--seed",
        "-3",
        "--out",
        file.toString());
    assertTrue(out.toString().contains("Next: cp"));
    ModelPackage model = PackageReader.read(file);
    assertEquals("hyperplanes-splitmix64-5x12--3", model.manifest().codeSpace());
    float[] vector = {1, -2, 0.5f, 3, -1};
    float[] matrix = Hyperplanes.matrix(-3, 5, 12);
    byte[] expected = new byte[2];
    for (int bit = 0; bit < 12; bit++) {
      double sum = 0;
      for (int i = 0; i < 5; i++) {
        sum += (double) vector[i] * matrix[12 * i + bit];
      }
      if (sum > 0) {
        Codes.set(expected, bit);
      }
    }
    try (Encoder encoder = EncoderLoader.open(model)) {
      List<EncoderInput> inputs = List.of(new EncoderInput.Vector(vector));
      assertArrayEquals(expected, ((Encoding.Encoded) encoder.encode(inputs).getFirst()).code());
    }
    assertEquals(
        2, run("hyperplanes", "--dimension", "0", "--bits", "12", "--out", file.toString()));
    assertTrue(err.toString(), err.toString().contains("dimension: found 0"));
    assertEquals(
        2, run("hyperplanes", "--dimension", "16777216", "--bits", "64", "--out", file.toString()));
    assertTrue(err.toString(), err.toString().contains("dimension x bits"));
  }

  @Test
  public void testWrongCallsExitWithTwo() {
    assertEquals(2, run("train", "--bits", "many"));
    assertEquals(2, train("--method", "none", "--bits", "8"));
    assertTrue(
        err.toString(),
        err.toString()
            .contains(
                "[adsh, csq, ddsh, dynamicsign, greedyhash, hashnet, itq, lsh, neuronmerging,"
                    + " pcah, rootitq, sdh, sh]"));
    assertEquals(2, train("--method", "itq", "--bits", "0"));
    assertTrue(err.toString(), err.toString().contains("[bits] is [0]"));
    assertEquals(2, train("--method", "itq", "--bits", "8", "--set", "epochs=3"));
    assertEquals(2, train("--method", "itq", "--bits", "8", "--name", "noversion"));
    assertEquals(2, run("evaluate", "--model", model(), "--data", "cifar"));
    assertEquals("", out.toString());
  }

  @Test
  public void testImportAsADryRun() throws IOException {
    Path file = temporary.newFile("codes.csv").toPath();
    Files.writeString(file, "id,phash\n1,a1051ef7d2700f5e\n2,a1051ef7d2700f5f\n");
    String[] call = {
      "import", "--in", file.toString(), "--index", "photos", "--field", "phash", "--dry-run"
    };
    assertRuns(call);
    assertTrue(out.toString(), out.toString().contains("PUT /photos\n{"));
    assertTrue(out.toString(), out.toString().contains("\"bits\": 64"));
    Files.writeString(file, "id,phash\n1,a1051ef7d2700f5e\n2,a1051ef7d2700f5e\n3,x\n");
    String[] json = Arrays.copyOf(call, call.length + 1);
    json[call.length] = "--json";
    assertEquals(1, run(json));
    JsonObject result = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertEquals(2, result.get("valid").getAsInt());
    assertEquals(1, result.get("rejected").getAsInt());
    assertEquals(file + ".rejects.csv", result.get("rejects").getAsString());
  }

  @Test
  public void testImportsThatAreCalledWrongly() throws IOException {
    Path file = temporary.newFile("codes.csv").toPath();
    Files.writeString(file, "id,phash\n1,a1051ef7d2700f5e\n");
    String in = file.toString();
    String[] fixed = {"import", "--in", in, "--index", "photos", "--field", "phash"};
    String[][] wrong = {
      {"--convert", "none-such"},
      {"--format", "HEX"},
      {"--bits", "0"},
      {"--batch", "0"},
      {"--values", "floats"},
      {"--input-format", "xlsx"},
      {"--id", "name"},
      {"--url", "ftp://here", "--create"},
      {"--keep", "phash"}
    };
    for (String[] more : wrong) {
      String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
      System.arraycopy(more, 0, all, fixed.length, more.length);
      assertEquals(more[0] + err, 2, run(all));
      assertTrue(
          err.toString(),
          err.toString().contains("[" + more[0] + "]") || more[0].equals("--format"));
    }
    assertEquals(1, run("import", "--in", "/nowhere.csv", "--index", "i", "--field", "f"));
  }

  private int train(String... more) {
    String[] fixed = {
      "train", "--data", "fashion-mnist", "--data-dir", "/nowhere", "--out", "unwritten.zip"
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return run(all);
  }

  @Test
  public void testFailuresExitWithOne() throws IOException {
    assertEquals(1, train("--method", "itq", "--bits", "8"));
    assertTrue(err.toString(), err.toString().contains("apt-get install"));
    assertEquals(1, run("encode", "--model", "/nowhere.zip", "--in", images()));
    assertTrue(err.toString(), err.toString().contains("[/nowhere.zip]"));
    assertEquals(1, run("encode", "--model", images(), "--in", images()));
    assertTrue(err.toString(), err.toString().contains("[" + images() + "]"));
  }

  @Test
  public void testEvaluateOnUnseenImages() {
    String[] arguments = {
      "evaluate",
      "--model",
      model(),
      "--data",
      "fashion-mnist",
      "--data-dir",
      SampleData.folder().toString(),
      "--held-out",
      "--limit-queries",
      "105",
      "--json"
    };
    assertRuns(arguments);
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertEquals(105, json.get("queries").getAsInt());
    assertEquals(9895, json.get("database").getAsInt());
    assertTrue(out.toString(), json.get("map").getAsDouble() > 0.75);
  }

  @Test
  public void testEncodeAnIdxFile() throws IOException {
    byte[] expected = Files.readAllBytes(Path.of(model().replace(".zip", ".codes")));
    Path numpy = temporary.getRoot().toPath().resolve("codes.npy");
    assertRuns("encode", "--model", model(), "--in", images(), "--out", numpy.toString());
    byte[] file = Files.readAllBytes(numpy);
    int header = 10 + (file[8] & 0xFF) + ((file[9] & 0xFF) << 8);
    assertEquals(0, header % 64);
    String text = new String(file, 10, header - 10, StandardCharsets.US_ASCII);
    assertTrue(text, text.contains("'shape': (10000, 8)") && text.endsWith("\n"));
    assertArrayEquals(expected, Arrays.copyOfRange(file, header, file.length));
  }

  @Test
  public void testEncodeAFolderOfPictures() throws IOException {
    IdxFile.Images images = IdxFile.readImages(Path.of(images()));
    Path folder = temporary.newFolder("pictures").toPath();
    for (int i = 0; i < 3; i++) {
      Files.write(
          folder.resolve("p" + (2 - i) + ".png"), GreyPng.write(images.pixels()[i], 28, 28));
    }
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    byte[] expected = Files.readAllBytes(Path.of(model().replace(".zip", ".codes")));
    assertRuns("encode", "--model", model(), "--in", folder.toString());
    List<String> lines = out.toString().lines().toList();
    assertEquals(3, lines.size());
    for (int i = 0; i < 3; i++) {
      String code = HexFormat.of().formatHex(expected, i * 8, i * 8 + 8);
      assertEquals(code + "  p" + (2 - i) + ".png", lines.get(2 - i));
    }
    Files.writeString(folder.resolve("p9.png"), "no picture either");
    assertEquals(1, run("encode", "--model", model(), "--in", folder.toString()));
    assertTrue(err.toString(), err.toString().contains("input [3]"));
    assertEquals("", out.toString());
  }
}

package hashing.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.encode.InputSpec;
import hashing.store.ModelPackage;
import hashing.store.PackageWriter;
import hashing.train.EncoderForms;
import hashing.train.EncoderForms.Layer;
import hashing.train.LinearParameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public class FingerprintCommandTests {

  private static final int WIDTH = 30;
  private static final int BITS = 16;
  private static final InputSpec INPUT = new InputSpec.Vector(WIDTH);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final long seed = new Random().nextLong();
  private LinearParameters encoder;
  private List<String> forms;

  @Before
  public void write() throws IOException {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    float[] mean = new float[WIDTH];
    float[] matrix = new float[WIDTH * BITS];
    for (float[] values : new float[][] {mean, matrix}) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    encoder = new LinearParameters(BITS, mean, matrix);
    forms = new ArrayList<>();
    for (ModelPackage form : EncoderForms.of("form", encoder, INPUT, random)) {
      forms.add(file("form-" + forms.size() + ".zip", form));
    }
  }

  private String file(String name, ModelPackage model) throws IOException {
    Path file = temporary.getRoot().toPath().resolve(name);
    Files.write(file, PackageWriter.write(model));
    return file.toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = HashingCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private String movedBias() throws IOException {
    Layer layer = EncoderForms.layers(encoder).getFirst();
    float[] bias = layer.bias().clone();
    bias[3] += 0.05f;
    Layer moved = new Layer(layer.inputs(), layer.outputs(), layer.weights(), bias);
    return file("moved.zip", EncoderForms.changed("moved", List.of(moved), INPUT));
  }

  @Test
  public void testFormsOfOneEncoder() {
    assertEquals(0, run("fingerprint", "--same", forms.get(0), forms.get(1), forms.get(2)));
    List<String> lines = out.toString().lines().toList();
    assertEquals(3, lines.stream().filter(line -> line.contains(": interchangeable;")).count());
    assertEquals(3, lines.stream().filter(line -> line.startsWith("exact ")).count());
    assertEquals(1, lines.stream().filter(line -> line.startsWith("code ")).distinct().count());
  }

  @Test
  public void testAsJson() throws IOException {
    assertEquals(0, run("fingerprint", "--json", forms.get(0), forms.get(3), movedBias()));
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject model = json.getAsJsonArray("models").get(0).getAsJsonObject();
    assertEquals("form@1", model.get("model").getAsString());
    assertEquals(BITS, model.get("bits").getAsInt());
    assertEquals("1/vector/" + WIDTH, model.get("probes").getAsString());
    assertEquals(64, model.get("exact").getAsString().length());
    JsonArray relations = json.getAsJsonArray("relations");
    assertEquals(
        List.of("interchangeable", "different", "different"),
        relations.asList().stream()
            .map(relation -> relation.getAsJsonObject().get("relation").getAsString())
            .toList());
    JsonObject evidence = relations.get(0).getAsJsonObject().getAsJsonObject("evidence");
    assertEquals(1024 * BITS, evidence.get("compared_bits").getAsInt());
    assertTrue(evidence.toString(), evidence.get("largest_difference").getAsDouble() < 1e-4);
  }

  @Test
  public void testOneIsNotTheSame() throws IOException {
    String moved = movedBias();
    assertEquals(1, run("fingerprint", "--same", forms.get(0), moved));
    assertTrue(out.toString(), out.toString().contains("moved.zip: different, relaxed values"));
    assertEquals(0, run("fingerprint", forms.get(0), moved));
    float[] opposite = encoder.matrix().clone();
    for (int i = 0; i < opposite.length; i++) {
      opposite[i] = -opposite[i];
    }
    LinearParameters turned = new LinearParameters(BITS, encoder.mean(), opposite);
    String file = file("turned.zip", EncoderForms.of("t", turned, INPUT, new Random(1)).get(0));
    assertEquals(1, run("fingerprint", "--same", forms.get(0), forms.get(1), file));
    assertTrue(out.toString(), out.toString().contains("turned.zip: isometric, "));
  }

  @Test
  public void testWrongCallsAndFiles() throws IOException {
    assertEquals(2, run("fingerprint"));
    assertEquals(2, run("fingerprint", "--same", forms.get(0)));
    assertTrue(err.toString(), err.toString().contains("[--same]"));
    assertEquals(1, run("fingerprint", "/nowhere.zip"));
    assertTrue(err.toString(), err.toString().contains("[/nowhere.zip]"));
    Path cut = temporary.newFile("cut.zip").toPath();
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(Path.of(forms.get(0))), 300));
    assertEquals(1, run("fingerprint", forms.get(0), cut.toString()));
    assertTrue(err.toString(), err.toString().contains("[" + cut + "]"));
    assertEquals("", out.toString());
  }

  @Test
  public void testHelp() {
    assertEquals(0, run("fingerprint", "--help"));
    assertTrue(out.toString().contains("hashing fingerprint --same"));
  }
}

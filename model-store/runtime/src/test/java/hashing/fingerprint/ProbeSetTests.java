package hashing.fingerprint;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.encode.BuiltInEncoders;
import hashing.encode.DecodedImage;
import hashing.encode.EncoderInput;
import hashing.encode.ImageDecoder;
import hashing.store.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class ProbeSetTests {

  private static final ProbeSet TEXTS = ProbeSet.texts();
  private static final ProbeSet IMAGES =
      ProbeSet.images("29x13", 29, 13); // rows of the file have a tail

  /** Stored fingerprints are worth nothing once a probe changes: then VERSION must count up. */
  @Test
  public void testProbesAreTheSameForEver() {
    assertEquals("e4f81e2432f52a2b45b919291564c66da597fe62110b1e33bcc31489205ac8c1", sum(TEXTS));
    assertEquals(
        "7e99a9870f6ccad46d55fadb96a41d8846a7812486d7cec3083292901fe83378",
        sum(ProbeSet.vectors(7)));
    assertEquals("e7e18a2b6a8544144136216bb05b11bd17a910c445fa6327c878f187615a2c49", sum(IMAGES));
  }

  private static String sum(ProbeSet probes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < probes.size() + ProbeSet.FURTHER; i++) {
      all.writeBytes(bytes(probes.input(i)));
    }
    return Sha256.hex(all.toByteArray());
  }

  private static byte[] bytes(EncoderInput input) {
    return switch (input) {
      case EncoderInput.Text(String text) -> text.getBytes(StandardCharsets.UTF_8);
      case EncoderInput.Image(byte[] file) -> file;
      case EncoderInput.Vector(float[] values) -> {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        yield bytes.array();
      }
    };
  }

  @Test
  public void testNoTwoProbesAreAlike() {
    for (ProbeSet probes : List.of(TEXTS, ProbeSet.vectors(3), IMAGES)) {
      Set<String> sums = new HashSet<>();
      for (int i = 0; i < probes.size() + ProbeSet.FURTHER; i++) {
        sums.add(Sha256.hex(bytes(probes.input(i))));
      }
      assertEquals(probes.name(), probes.size() + ProbeSet.FURTHER, sums.size());
    }
  }

  @Test
  public void testImagesHaveTheirSizeAndBothColours() {
    ProbeSet probes = IMAGES;
    assertEquals(80, probes.size());
    int grey = 0;
    long[] levels = new long[256];
    for (int i = 0; i < probes.size() + ProbeSet.FURTHER; i++) {
      DecodedImage image = ImageDecoder.decode(((EncoderInput.Image) probes.input(i)).file());
      assertEquals(29, image.width());
      assertEquals(13, image.height());
      boolean equal = true;
      byte[] samples = image.samples();
      for (int at = 0; at < samples.length; at += 3) {
        equal &= samples[at] == samples[at + 1] && samples[at] == samples[at + 2];
        levels[samples[at] & 0xFF]++;
      }
      grey += equal ? 1 : 0;
    }
    assertTrue("grey: " + grey, grey >= 550 && grey <= 570);
    for (int level = 0; level < 256; level++) {
      assertTrue("level " + level + ": " + levels[level], levels[level] > 0);
    }
  }

  /** The first gradient goes from black on the left to white on the right. */
  @Test
  public void testAGradient() {
    DecodedImage image = ImageDecoder.decode(((EncoderInput.Image) IMAGES.input(64)).file());
    for (int y = 0; y < 13; y++) {
      for (int x = 0; x < 29; x++) {
        assertEquals(255 * x / 28, image.samples()[3 * (y * 29 + x)] & 0xFF);
      }
    }
  }

  @Test
  public void testVectorsAreNormal() {
    ProbeSet probes = ProbeSet.vectors(50);
    double sum = 0;
    double squares = 0;
    int count = (probes.size() + ProbeSet.FURTHER) * 50;
    for (int i = 0; i < count / 50; i++) {
      for (float value : ((EncoderInput.Vector) probes.input(i)).values()) {
        sum += value;
        squares += value * value;
      }
    }
    assertEquals(0, sum / count, 0.02);
    assertEquals(1, squares / count, 0.03);
  }

  @Test
  public void testEveryBuiltInEncoderHasProbes() {
    for (String name : BuiltInEncoders.names()) {
      Fingerprint print =
          Fingerprint.of(BuiltInEncoders.find(name).orElseThrow().encoder(), () -> {});
      assertTrue(name, print.relaxed() == null);
    }
    Fingerprint signs =
        Fingerprint.of(BuiltInEncoders.find("packed-ubinary-12").orElseThrow().encoder(), () -> {});
    assertEquals("1/vector/12", signs.probes());
    assertEquals(64 * 12, signs.relaxed().length);
  }
}

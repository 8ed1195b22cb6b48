package hashing.encode.onnx;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.TextSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

public class SentenceModelTests {

  private static final List<String> TEXTS =
      List.of("", "a bad fig", "cabbage, dig.", "figged Cab digging", "bad ".repeat(40), "zzz");

  private static SentenceModel open(byte[] model, TextSpec.Sentence spec) {
    return SentenceModel.open(
        model, Tokenizer.open(SentenceModels.tokenizerFile(), spec.maxTokens()), spec);
  }

  @Test
  public void testVectorsAgainstPlainLoops() {
    TextSpec.Sentence spec = SentenceModels.SPEC;
    try (SentenceModel model = open(SentenceModels.model(), spec);
        Tokenizer tokenizer = Tokenizer.open(SentenceModels.tokenizerFile(), spec.maxTokens())) {
      for (String text : TEXTS) {
        double[] expected = SentenceModels.vector(tokenizer.tokens(text));
        float[] vector = model.vector(text);
        assertEquals(SentenceModels.DIMENSION, vector.length);
        for (int i = 0; i < vector.length; i++) {
          assertEquals(text, expected[i], vector[i], 1e-5);
        }
      }
    }
  }

  @Test
  public void testWithoutDivisionByTheLength() {
    TextSpec.Sentence raw = new TextSpec.Sentence(8, 12, 200, TextSpec.Pooling.MEAN, false);
    try (SentenceModel model = open(SentenceModels.model(), raw);
        SentenceModel unit = open(SentenceModels.model(), SentenceModels.SPEC)) {
      float[] vector = model.vector("a bad fig");
      double length = 0;
      for (float value : vector) {
        length += (double) value * value;
      }
      assertTrue(Math.abs(length - 1) > 0.01);
      for (int i = 0; i < vector.length; i++) {
        assertEquals(vector[i] / Math.sqrt(length), unit.vector("a bad fig")[i], 1e-6);
      }
    }
  }

  @Test
  public void testManyThreadsGiveTheSame() {
    try (SentenceModel model = open(SentenceModels.model(), SentenceModels.SPEC)) {
      List<float[]> alone = TEXTS.stream().map(model::vector).toList();
      IntStream.range(0, 600)
          .parallel()
          .forEach(i -> {
            int text = i % TEXTS.size();
            assertArrayEquals(alone.get(text), model.vector(TEXTS.get(text)), 0);
          });
    }
  }

  private static void assertRefused(String reason, byte[] model, TextSpec.Sentence spec) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> open(model, spec));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains(reason));
  }

  @Test
  public void testRefusals() {
    TextSpec.Sentence wide = new TextSpec.Sentence(9, 12, 200, TextSpec.Pooling.MEAN, true);
    assertRefused("allowed is FLOAT of shape [1, 12, 9]", SentenceModels.model(), wide);
    assertRefused(
        "allowed are [input_ids, attention_mask, token_type_ids]",
        SentenceModels.model("words", "attention_mask", "token_type_ids").toByteArray(),
        SentenceModels.SPEC);
    assertRefused("found no graph", new byte[0], SentenceModels.SPEC);
    assertRefused("damaged", new byte[] {1, 2, 3}, SentenceModels.SPEC);
  }

  @Test
  public void testClosed() {
    SentenceModel model = open(SentenceModels.model(), SentenceModels.SPEC);
    model.close();
    model.close();
    assertThrows(IllegalStateException.class, () -> model.vector("a"));
  }

  @Test
  public void testSpec() {
    TextSpec.Pooling mean = TextSpec.Pooling.MEAN;
    assertThrows(IllegalArgumentException.class, () -> new TextSpec.Sentence(0, 9, 9, mean, true));
    assertThrows(IllegalArgumentException.class, () -> new TextSpec.Sentence(8, 2, 9, mean, true));
    assertThrows(IllegalArgumentException.class, () -> new TextSpec.Sentence(8, 9, 0, mean, true));
  }
}

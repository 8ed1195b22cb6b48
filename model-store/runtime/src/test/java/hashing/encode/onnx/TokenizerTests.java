package hashing.encode.onnx;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class TokenizerTests {

  private static final long SEED = 20261121L;

  private static Tokenizer open(int maxTokens) {
    return Tokenizer.open(SentenceModels.tokenizerFile(), maxTokens);
  }

  private static List<Long> tokens(Tokenizer tokenizer, String text) {
    List<Long> tokens = new ArrayList<>();
    for (long token : tokenizer.tokens(text)) {
      tokens.add(token);
    }
    return tokens;
  }

  /** Words cut into the longest pieces from the left, by the definition of WordPiece. */
  private static List<Long> expected(List<String> words, int maxTokens) {
    List<Long> tokens = new ArrayList<>(List.of(2L));
    for (String word : words) {
      List<Long> pieces = new ArrayList<>();
      int from = 0;
      while (from < word.length()) {
        int end = word.length();
        while (end > from && id(word, from, end) < 0) {
          end--;
        }
        if (end == from) {
          pieces = List.of(1L);
          break;
        }
        pieces.add((long) id(word, from, end));
        from = end;
      }
      tokens.addAll(pieces);
    }
    List<Long> cut = new ArrayList<>(tokens.subList(0, Math.min(tokens.size(), maxTokens - 1)));
    cut.add(3L);
    return cut;
  }

  private static int id(String word, int from, int end) {
    return SentenceModels.VOCABULARY.indexOf((from == 0 ? "" : "##") + word.substring(from, end));
  }

  /** At which the library would end the process, were it told. */
  @Test
  public void testStrideOfTheFileDoesNotCount() {
    String file = SentenceModels.tokenizer().replace("\"stride\": 0", "\"stride\": 1048576");
    try (Tokenizer tokenizer = Tokenizer.open(file.getBytes(StandardCharsets.UTF_8), 12);
        Tokenizer plain = Tokenizer.open(SentenceModels.tokenizerFile(), 12)) {
      String text = "a bad fig, dig cab. ".repeat(9);
      assertArrayEquals(plain.tokens(text), tokenizer.tokens(text));
    }
  }

  @Test
  public void testWordsAgainstTheDefinition() {
    Random random = new Random(SEED);
    int maxTokens = 20;
    try (Tokenizer tokenizer = open(maxTokens)) {
      for (int i = 0; i < 500; i++) {
        List<String> words = new ArrayList<>();
        for (int word = random.nextInt(8); word > 0; word--) {
          StringBuilder letters = new StringBuilder();
          for (int length = 1 + random.nextInt(7); length > 0; length--) {
            letters.append((char) ('a' + random.nextInt(11))); // a-k, of which k is unknown
          }
          words.add(letters.toString());
        }
        String text = String.join(" ", words);
        assertEquals(
            "seed " + SEED + ": " + text, expected(words, maxTokens), tokens(tokenizer, text));
      }
    }
  }

  @Test
  public void testCaseAccentsAndPunctuation() {
    try (Tokenizer tokenizer = open(20)) {
      assertEquals(
          expected(List.of("bad", ",", "fig", "."), 20), tokens(tokenizer, "B\u00c4D,  Fig."));
      assertEquals(expected(List.of(), 20), tokens(tokenizer, ""));
      assertEquals(expected(List.of("bad"), 20), tokens(tokenizer, "bad \ud800"));
      assertEquals(expected(List.of("bad", "z"), 20), tokens(tokenizer, "bad \ud83d\ude00"));
    }
  }

  @Test
  public void testItsOwnTruncationAndPaddingDoNotCount() {
    try (Tokenizer tokenizer = open(7)) {
      assertArrayEquals(new long[] {2, 24, 3}, tokenizer.tokens("bad"));
      assertArrayEquals(new long[] {2, 24, 24, 24, 24, 24, 3}, tokenizer.tokens("bad ".repeat(50)));
    }
  }

  private static void assertRefused(String reason, String file) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Tokenizer.open(file.getBytes(StandardCharsets.UTF_8), 8));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains(reason));
  }

  @Test
  public void testRefusals() {
    String good = SentenceModels.tokenizer();
    assertRefused("found no JSON object", good.substring(1));
    assertRefused("found no JSON object", "[]");
    assertRefused("model: found none", "{}");
    assertRefused(
        "model.type: found [BPE], allowed are [WordPiece]",
        good.replace("\"WordPiece\", \"unk", "\"BPE\", \"unk"));
    assertRefused("normalizer.type: found [Replace]", good.replace("BertNormalizer", "Replace"));
    assertRefused("pre_tokenizer.type: found [Split]", good.replace("BertPreTokenizer", "Split"));
    assertRefused("found an unknown part [extra]", good.replaceFirst("\\{", "{\"extra\": 1, "));
    assertRefused(
        "max_input_chars_per_word: found 2000", good.replace("word\": 100", "word\": 2000"));
    assertRefused("model.vocab: found id -5", good.replace("\"bad\":24", "\"bad\":-5"));
    assertRefused(
        "model.vocab: found no whole number", good.replace("\"bad\":24", "\"bad\":\"x\""));
    assertRefused(
        "model.unk_token", good.replace("\"unk_token\": \"[UNK]\"", "\"unk_token\": \"?\""));
    assertRefused("its library refuses", good.replace("\"clean_text\": true", "\"clean_text\": 7"));
  }

  /** A native library that fails ends the JVM: whatever comes must be refused, or work. */
  @Test
  public void testMutatedFiles() {
    Random random = new Random(SEED);
    int refused = 0;
    String parts = "{}[]\",:0123456789-truefalsn";
    for (int i = 0; i < 2000; i++) {
      StringBuilder file = new StringBuilder(SentenceModels.tokenizer());
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(file.length());
        switch (random.nextInt(3)) {
          case 0 -> file.setCharAt(at, parts.charAt(random.nextInt(parts.length())));
          case 1 -> file.delete(at, Math.min(file.length(), at + 1 + random.nextInt(20)));
          default -> file.insert(at, file.substring(at, Math.min(file.length(), at + 9)));
        }
      }
      try (Tokenizer tokenizer =
          Tokenizer.open(file.toString().getBytes(StandardCharsets.UTF_8), 8)) {
        tokenizer.tokens("bad figs, cabbage");
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue("seed " + SEED + ": " + refused, refused > 500 && refused < 2000);
  }
}

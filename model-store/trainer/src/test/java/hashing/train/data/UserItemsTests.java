package hashing.train.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import hashing.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UserItemsTests {

  private static final UserItems.Fields FIELDS = new UserItems.Fields("v", "about.tags");

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private Path lines(String lines) throws IOException {
    return Files.writeString(folder.newFile().toPath(), lines);
  }

  /** Vectors of two numbers; each is there twice. */
  private static String vectors(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String line = "{\"v\": [%d, 1], \"about\": {\"tags\": %s}}\n";
      lines.append(line.formatted(i / 2, i % 3 == 0 ? "\"a\"" : "[\"a\", \"b\"]"));
    }
    return lines.toString();
  }

  @Test
  public void testVectorsWithSeveralLabels() throws IOException {
    UserItems items = JsonLines.read(lines(vectors(200) + "\n"), FIELDS);
    assertEquals(200, items.size());
    DataDivision tests = items.division(DataSet.Asked.TEST, Progress.NONE);
    assertEquals(new InputSpec.Vector(2), tests.train().input());
    assertEquals(200, tests.train().size() + tests.held().size());
    assertFalse(tests.train().labelSets().isSingle());
    assertEquals(2, tests.train().classCount());
    for (int row = 0; row < tests.held().size(); row++) {
      int line = tests.held().origins()[row];
      assertArrayEquals(new float[] {line / 2, 1}, tests.held().rows()[row], 0);
      assertArrayEquals(
          line % 3 == 0 ? new int[] {0} : new int[] {0, 1}, tests.held().labelSets().of(row));
    }
  }

  @Test
  public void testPartsHaveNothingInCommon() throws IOException {
    UserItems items = JsonLines.read(lines(vectors(400)), FIELDS);
    DataDivision tests = items.division(DataSet.Asked.TEST, Progress.NONE);
    DataDivision validation = items.division(DataSet.Asked.VALIDATION, Progress.NONE);
    Set<Float> asked = values(tests.held());
    Set<Float> chosen = values(validation.held());
    Set<Float> common = new HashSet<>(asked);
    common.retainAll(values(tests.train()));
    assertEquals("equal items stay together", Set.of(), common);
    common.addAll(values(validation.train()));
    common.addAll(chosen);
    common.retainAll(asked);
    assertEquals("test items are in no part of a validation", Set.of(), common);
    assertTrue(values(tests.train()).containsAll(chosen));
  }

  private static Set<Float> values(LabelledVectors rows) {
    Set<Float> values = new HashSet<>();
    for (float[] row : rows.rows()) {
      values.add(row[0]);
    }
    return values;
  }

  @Test
  public void testOneLabelEach() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      lines.append("{\"v\": [%d], \"about.tags\": %d}\n".formatted(i, 7 + i % 3));
    }
    DataDivision division =
        JsonLines.read(lines(lines.toString()), FIELDS).division(DataSet.Asked.TEST, Progress.NONE);
    assertTrue(division.train().labelSets().isSingle());
    assertEquals(division.train().origins()[5] % 3, division.train().labels()[5]);
  }

  private void assertRefused(String reason, String lines) throws IOException {
    Path file = lines(lines);
    IOException refusal =
        assertThrows(
            IOException.class,
            () -> JsonLines.read(file, FIELDS).division(DataSet.Asked.TEST, Progress.NONE));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains(reason));
  }

  @Test
  public void testRefusals() throws IOException {
    assertRefused("line 1 is no JSON object", "7\n");
    assertRefused("line 2 is no JSON", "\n{\"v\": [1\n");
    assertRefused("line 1: no field [v]; --input-field names it", "{\"text\": \"a\"}\n");
    assertRefused("line 1: [v] is no text and no array", "{\"v\": [1, \"x\"]}\n");
    assertRefused("line 1: [v] is no text and no array", "{\"v\": {}}\n");
    assertRefused("line 1: [v] is no text and no array", "{\"v\": [1e99]}\n");
    assertRefused("line 2: [v] is a text behind vectors", "{\"v\": [1]}\n{\"v\": \"a\"}\n");
    assertRefused(
        "line 2: [v] has 2 numbers; those before it have 1", "{\"v\": [1]}\n{\"v\": [1, 2]}\n");
    assertRefused("line 1: [about.tags] is neither", "{\"v\": [1], \"about\": {\"tags\": {}}}\n");
    assertRefused("too few groups", "{\"v\": [1]}\n");
    assertRefused("too few groups", "");
  }
}

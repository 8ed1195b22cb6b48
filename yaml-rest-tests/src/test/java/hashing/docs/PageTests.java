package hashing.docs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PageTests {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Page page(String text) throws IOException {
    Path file = temporary.newFile().toPath();
    Files.writeString(file, text);
    return Page.read(file);
  }

  @Test
  public void testConsoleRequestsAndTheirAnswers() throws IOException {
    List<Exchange> exchanges =
        page("""
        Words.

        ```json
        PUT /a
        {"x": 1}

        POST a/_bulk?refresh
        {"index": {}}
        {"y": 2}
        GET /a
        ```

        gives

        ```json answer 404
        {"z": 3}
        ```

        ```console
        {"not": "looked at"}
        ```
        """)
            .exchanges();
    assertEquals(3, exchanges.size());
    assertEquals("{\"x\": 1}\n", exchanges.get(0).body());
    assertEquals("/a/_bulk?refresh", exchanges.get(1).path());
    assertEquals("{\"index\": {}}\n{\"y\": 2}\n", exchanges.get(1).body());
    assertNull(exchanges.get(1).answer());
    assertEquals("GET", exchanges.get(2).method());
    assertEquals("", exchanges.get(2).body());
    assertEquals(404, exchanges.get(2).answer().status());
    assertEquals("{\"z\": 3}\n", exchanges.get(2).answer().text());
  }

  @Test
  public void testCurlCommands() throws IOException {
    List<Exchange> exchanges =
        page("""
        ```sh
        docker run something
        curl -X PUT localhost:9200/a -H 'Content-Type: application/json' -d '{
          "x": 1
        }'
        curl -s 'localhost:9200/a/_search?q=b' \\
          -d '{}'
        curl localhost:9200/
        ```
        """)
            .exchanges();
    assertEquals(3, exchanges.size());
    assertEquals("PUT", exchanges.get(0).method());
    assertEquals("{\n  \"x\": 1\n}", exchanges.get(0).body());
    assertEquals("POST", exchanges.get(1).method());
    assertEquals("/a/_search?q=b", exchanges.get(1).path());
    assertEquals("GET", exchanges.get(2).method());
  }

  @Test
  public void testWhatCannotBePlacedIsRefused() {
    for (String block :
        List.of(
            "```json\n{\"a\": 1}\n```\n",
            "```json answer\n{}\n```\n",
            "```json\nGET /\n```\n```json answer\n{}\n```\n```json answer\n{}\n```\n",
            "```sh\ncurl --insecure localhost:9200/\n```\n",
            "```sh\ncurl elsewhere/\n```\n")) {
      assertThrows(block, IllegalArgumentException.class, () -> page(block));
    }
  }

  @Test
  public void testShownFieldsMustBeEqual() {
    String found = "{\"a\": 1, \"b\": [1, {\"c\": 0.5}, 3], \"d\": \"x\"}";
    for (String equal :
        List.of(
            found,
            "{\"a\": 1.0}",
            "{\"b\": [1, {\"c\": 0.5}, 3]}",
            "{\"b\": [1, {}, 3]}",
            "{\"b\": [1, \"...\"]}",
            "{\"b\": [1, \"...\", 3], \"d\": \"...\"}",
            "\"...\"")) {
      assertNull(equal, AnswerComparison.difference(json(equal), found));
    }
    for (String different :
        List.of(
            "{\"a\": 2}",
            "{\"a\": \"1\"}",
            "{\"e\": \"...\"}",
            "{\"b\": [1]}",
            "{\"b\": [1, {\"c\": 0.25}, 3]}",
            "{\"b\": [1, {}, 3, 4, \"...\"]}",
            "{\"b\": {}}",
            "[]")) {
      assertNotNull(different, AnswerComparison.difference(json(different), found));
    }
    String difference = AnswerComparison.difference(json("{\"b\": [1, {\"c\": 9}, 3]}"), found);
    assertTrue(difference, difference.startsWith("$.b[1].c shows 9, answered was 0.5"));
  }

  @Test
  public void testTextIsComparedByWords() {
    String found = "index  shard bytes\nphotos     0  1234\n";
    assertNull(AnswerComparison.difference(text("index shard bytes\nphotos 0 ...\n"), found));
    assertNotNull(AnswerComparison.difference(text("index shard bytes\n"), found));
    assertNotNull(AnswerComparison.difference(text("index shard bytes\nphotos 1 ...\n"), found));
  }

  private static Exchange.Answer json(String text) {
    return new Exchange.Answer("here", 0, true, text);
  }

  private static Exchange.Answer text(String text) {
    return new Exchange.Answer("here", 0, false, text);
  }
}

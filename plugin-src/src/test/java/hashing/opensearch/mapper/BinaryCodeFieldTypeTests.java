package hashing.opensearch.mapper;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;

import hashing.code.CodeFormat;
import hashing.opensearch.HashingPlugin;
import java.io.IOException;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.Fuzziness;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.index.mapper.FieldTypeTestCase;
import org.opensearch.index.query.QueryShardException;
import org.opensearch.search.DocValueFormat;

/** Codes read and written by the field type, {@code fields}, and queries that make no sense. */
public final class BinaryCodeFieldTypeTests extends FieldTypeTestCase {

  private static BinaryCodeFieldType type(int bits, CodeFormat format) {
    return new BinaryCodeFieldType("phash", bits, format, null, null, Map.of());
  }

  private static byte[] randomCode(int bits) {
    byte[] code = randomByteArrayOfLength((bits + 7) / 8);
    if (bits % 8 != 0) {
      code[code.length - 1] &= (byte) (0xFF << (8 - bits % 8));
    }
    return code;
  }

  public void testRoundTrips() {
    for (int round = 0; round < 200; round++) {
      CodeFormat format = randomFrom(CodeFormat.values());
      int bits = format == CodeFormat.LONG ? randomIntBetween(1, 64) : randomIntBetween(1, 1024);
      byte[] code = randomCode(bits);
      BinaryCodeFieldType type = type(bits, format);
      String text = type.format(code);
      assertArrayEquals(code, type.parse(text));
      assertArrayEquals(code, type.parse(List.of(text)));
      assertArrayEquals(code, type.parse(code));
      byte[] padded = new byte[code.length + 5];
      System.arraycopy(code, 0, padded, 3, code.length);
      assertArrayEquals(code, type.parse(new BytesRef(padded, 3, code.length)));
      List<Integer> numbers = new ArrayList<>();
      int[] ints = new int[code.length];
      for (int i = 0; i < code.length; i++) {
        ints[i] = randomBoolean() ? code[i] : code[i] & 0xFF;
        numbers.add(ints[i]);
      }
      assertArrayEquals(code, type.parse(ints));
      assertArrayEquals(code, type.parse(numbers));
      if (format == CodeFormat.LONG) {
        assertArrayEquals(code, type.parse(new BigInteger(text)));
      }
    }
  }

  public void testRawBytesAreCopied() {
    byte[] given = {1, 2};
    byte[] code = type(16, CodeFormat.HEX).parse(given);
    given[0] = 9;
    assertEquals(1, code[0]);
  }

  public void testParseRefuses() {
    BinaryCodeFieldType type = type(12, CodeFormat.HEX);
    List<Object> malformed = new ArrayList<>();
    malformed.add(null);
    malformed.addAll(
        List.of("abc", "abcd", 7, 7.0, true, Map.of(), new byte[3], new byte[] {0, 1}));
    malformed.addAll(
        List.of(
            new BytesRef("abc"), new int[] {1}, List.of(), List.of(1), List.of("abc0", "abc0")));
    for (Object value : malformed) {
      IllegalArgumentException e =
          expectThrows(IllegalArgumentException.class, () -> type.parse(value));
      assertThat(
          e.getMessage(),
          allOf(
              containsString("field [phash]"), containsString("found"), containsString("allowed")));
      assertEquals(
          "one prefix", e.getMessage().indexOf("[phash]"), e.getMessage().lastIndexOf("[phash]"));
    }
  }

  public void testModels() {
    assertEquals(
        "b@1",
        new BinaryCodeFieldType("f", 8, CodeFormat.HEX, "a@1", "b@1", Map.of()).searchModelId());
    assertEquals(
        "a@1",
        new BinaryCodeFieldType("f", 8, CodeFormat.HEX, "a@1", null, Map.of()).searchModelId());
  }

  public void testFields() throws IOException {
    BinaryCodeFieldType type = type(16, CodeFormat.HEX);
    for (Object source :
        List.of("a1b2", "0xA1B2", List.of(161, 178), List.of(-95, -78), List.of("A1B2"))) {
      assertEquals(List.of("a1b2"), fetch(type, null, source));
      assertEquals(List.of("obI="), fetch(type, "base64", source));
      assertEquals(List.of("1010000110110010"), fetch(type, "bits", source));
      assertEquals(List.of("41394"), fetch(type, "long", source));
    }
    assertEquals(List.of(), fetch(type, null, "ignored as malformed"));
    assertEquals(List.of(), fetch(type, null, null));
  }

  public void testFieldsRefusesFormats() {
    assertThat(
        expectThrows(
                IllegalArgumentException.class,
                () -> fetch(type(16, CodeFormat.HEX), "octal", "a1b2"))
            .getMessage(),
        allOf(containsString("[phash]"), containsString("octal"), containsString("hex")));
    assertThat(
        expectThrows(
                IllegalArgumentException.class, () -> fetch(type(65, CodeFormat.HEX), "long", null))
            .getMessage(),
        allOf(containsString("[phash]"), containsString("at most 64")));
  }

  private static List<?> fetch(BinaryCodeFieldType type, String format, Object source)
      throws IOException {
    return fetchSourceValue(type, source, format);
  }

  public void testDocValueFormat() throws IOException {
    BinaryCodeFieldType type = type(16, CodeFormat.HEX);
    assertSame(DocValueFormat.RAW, type.docValueFormat(null, null));
    assertSame(DocValueFormat.RAW, type.docValueFormat("hex", null));
    NamedWriteableRegistry registry =
        new NamedWriteableRegistry(new HashingPlugin(Settings.EMPTY, null).getNamedWriteables());
    for (Map.Entry<String, String> written :
        Map.of("base64", "obI=", "bits", "1010000110110010", "long", "41394").entrySet()) {
      DocValueFormat format =
          copyNamedWriteable(
              type.docValueFormat(written.getKey(), null), registry, DocValueFormat.class);
      assertEquals(written.getValue(), format.format(new BytesRef("a1b2")));
      assertEquals(new BytesRef("a1b2"), format.parseBytesRef(written.getValue()));
    }
    IllegalArgumentException e =
        expectThrows(IllegalArgumentException.class, () -> type.docValueFormat("octal", null));
    assertThat(e.getMessage(), allOf(containsString("[phash]"), containsString("[octal]")));
    expectThrows(
        IllegalArgumentException.class, () -> type.docValueFormat("hex", ZoneId.of("UTC")));
  }

  public void testExists() {
    assertThat(type(8, CodeFormat.HEX).existsQuery(null), instanceOf(TermQuery.class));
  }

  public void testOtherQueriesRefused() {
    BinaryCodeFieldType type = type(8, CodeFormat.HEX);
    AtomicInteger refused = new AtomicInteger();
    for (ThrowingRunnable query :
        List.<ThrowingRunnable>of(
            () -> type.rangeQuery("00", "ff", true, true, null, null, null, null),
            () -> type.fuzzyQuery("00", Fuzziness.AUTO, 1, 1, true, null, null),
            () -> type.phraseQuery(null, 1, true),
            () -> type.distanceFeatureQuery("00", "1", 1, null))) {
      Exception e = expectThrows(IllegalArgumentException.class, query);
      assertThat(e.getMessage(), containsString("binary_code"));
      refused.incrementAndGet();
    }
    for (ThrowingRunnable query :
        List.<ThrowingRunnable>of(
            () -> type.prefixQuery("0", null, MOCK_QSC),
            () -> type.wildcardQuery("0*", null, MOCK_QSC),
            () -> type.regexpQuery("0.", 0, 0, 1, null, MOCK_QSC),
            () -> type.termQueryCaseInsensitive("00", MOCK_QSC))) {
      Exception e = expectThrows(QueryShardException.class, query);
      assertThat(e.getMessage(), containsString("binary_code"));
      refused.incrementAndGet();
    }
    assertEquals(8, refused.get());
  }
}

package hashing.opensearch.radius;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.test.AbstractWireSerializingTestCase;

/** What is written is read again, and lists stay short. */
public class RadiusReportTests extends AbstractWireSerializingTestCase<RadiusReportTests.Written> {

  /** A report, equal where its answer is. */
  public record Written(RadiusReport report) implements Writeable {
    @Override
    public void writeTo(StreamOutput out) throws IOException {
      report.writeTo(out);
    }

    private Map<String, Object> json() {
      try {
        XContentBuilder json = XContentFactory.jsonBuilder().startObject();
        report.toXContent(json, ToXContent.EMPTY_PARAMS);
        BytesReference bytes = BytesReference.bytes(json.endObject());
        return XContentHelper.convertToMap(bytes, false, XContentType.JSON).v2();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Written that && json().equals(that.json());
    }

    @Override
    public int hashCode() {
      return json().hashCode();
    }
  }

  @Override
  protected Written createTestInstance() {
    int bits = randomFrom(8, 64, 256, 16384);
    long[] pairs = new long[bits + 1];
    long[] nearest = new long[bits + 1];
    for (int i = 0; i < 1000; i++) {
      int distance = (int) (bits / 2.0 + random().nextGaussian() * Math.sqrt(bits) / 2);
      pairs[Math.clamp(distance, 0, bits)]++;
      nearest[randomIntBetween(0, bits / 3)]++;
    }
    long codes = randomLongBetween(1000, 1_000_000_000);
    return new Written(
        new RadiusReport(randomAlphaOfLength(5), randomLong(), bits, codes, pairs, nearest));
  }

  @Override
  protected Writeable.Reader<Written> instanceReader() {
    return in -> new Written(new RadiusReport(in));
  }

  public void testNothingIsExpectedOfARadiusThatIsNotNamed() {
    long[] pairs = {0, 100, 200, 100, 0};
    long[] nearest = {49, 1, 0, 0, 0};
    RadiusReport report = new RadiusReport("f", 0, 4, 1_000_000, pairs, nearest);
    Map<?, ?> recommended = (Map<?, ?>) new Written(report).json().get("recommended");
    assertEquals("unselective", recommended.get("verdict"));
    assertNull(recommended.get("max_distance"));
    assertTrue(recommended.containsKey("expected_false_matches"));
    assertNull(recommended.get("expected_false_matches"));
  }

  public void testListOfRadiiIsShortAndRises() {
    Map<String, Object> json = createTestInstance().json();
    List<?> radii = (List<?>) json.get("radii");
    // One alone where even equal codes are a thousand by chance.
    assertTrue("" + radii.size(), !radii.isEmpty() && radii.size() <= 135);
    assertEquals(0, number(radii.getFirst(), "max_distance"), 0);
    int distance = -1;
    double before = -1;
    for (Object radius : radii) {
      double expected = number(radius, "expected_false_matches");
      assertTrue(radii.toString(), expected >= before);
      assertTrue(radii.toString(), number(radius, "max_distance") > distance);
      before = expected;
      distance = (int) number(radius, "max_distance");
    }
    assertTrue(radii.toString(), before >= 1000 || distance == (int) json.get("bits"));
  }

  private static double number(Object radius, String field) {
    return ((Number) ((Map<?, ?>) radius).get(field)).doubleValue();
  }
}

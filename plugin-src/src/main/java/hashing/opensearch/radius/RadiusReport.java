package hashing.opensearch.radius;

import hashing.radius.NoiseModel;
import hashing.radius.RadiusAdvice;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/** What a sample says of a field's codes, and the radius that follows. Immutable. */
public final class RadiusReport implements Writeable, ToXContentFragment {

  /** Radii that are listed, about: more would tell no more. */
  private static final int ROWS = 64;

  /** Radii are listed between these numbers of false matches. */
  private static final double LEAST_LISTED = 1e-6;

  private static final double MOST_LISTED = 1000;

  private final String field;
  private final long seed;
  private final int bitCount;
  private final long codes;
  private final long[] pairs;
  private final long[] nearest;
  private final NoiseModel noise;
  private final RadiusAdvice advice;

  /**
   * @param codes that a search sees
   * @param pairs of sampled codes at each distance, {@code long[bitCount + 1]}
   * @param nearest sampled codes with their nearest other code at each distance
   */
  RadiusReport(String field, long seed, int bitCount, long codes, long[] pairs, long[] nearest) {
    this.field = field;
    this.seed = seed;
    this.bitCount = bitCount;
    this.codes = codes;
    this.pairs = pairs;
    this.nearest = nearest;
    this.noise = NoiseModel.fit(bitCount, pairs);
    this.advice = RadiusAdvice.of(noise, codes, nearest);
  }

  RadiusReport(StreamInput in) throws IOException {
    this(
        in.readString(),
        in.readLong(),
        in.readVInt(),
        in.readVLong(),
        in.readVLongArray(),
        in.readVLongArray());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(field);
    out.writeLong(seed);
    out.writeVInt(bitCount);
    out.writeVLong(codes);
    out.writeVLongArray(pairs);
    out.writeVLongArray(nearest);
  }

  /** The recommended radius. */
  public RadiusAdvice advice() {
    return advice;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.field("field", field).field("bits", bitCount).field("codes", codes);
    json.field("sample_size", Arrays.stream(nearest).sum()).field("seed", seed);
    json.startObject("recommended");
    boolean named = advice.radius() >= 0;
    json.field("max_distance", named ? (Integer) advice.radius() : null);
    json.field("verdict", advice.verdict().jsonName());
    json.field(
        "expected_false_matches", named ? (Double) digits(advice.expectedFalseMatches()) : null);
    json.field("sampled_with_neighbour", advice.found()).field("reason", advice.reason());
    json.endObject();
    json.startObject("noise").field("model", "binomial");
    json.field("bit_differs", digits(noise.probability()));
    json.field("effective_bits", digits(noise.effectiveBits())).endObject();
    histogram(json, "pair_distances", pairs);
    histogram(json, "nearest_distances", nearest);
    return radii(json);
  }

  private static void histogram(XContentBuilder json, String name, long[] counts)
      throws IOException {
    double sum = 0;
    for (int d = 0; d < counts.length; d++) {
      sum += (double) d * counts[d];
    }
    long count = Arrays.stream(counts).sum();
    json.startObject(name).field("count", count);
    json.field("mean", count == 0 ? null : (Double) digits(sum / count)).startArray("histogram");
    for (int d = 0; d < counts.length; d++) {
      if (counts[d] > 0) {
        json.startObject().field("distance", d).field("count", counts[d]).endObject();
      }
    }
    json.endArray().endObject();
  }

  private XContentBuilder radii(XContentBuilder json) throws IOException {
    NoiseModel floor = NoiseModel.fair(bitCount);
    int first = atLeast(LEAST_LISTED);
    int last = atLeast(MOST_LISTED);
    int step = bitCount <= 2 * ROWS ? 1 : Math.max(1, (last - first) / ROWS);
    json.startArray("radii");
    for (int r = 0; r <= last; r++) {
      boolean listed = bitCount <= 2 * ROWS || (r >= first && (r - first) % step == 0);
      if (listed || r == 0 || r == last || r == advice.radius()) {
        json.startObject().field("max_distance", r);
        json.field("expected_false_matches", digits(RadiusAdvice.expected(noise, codes, r)));
        json.field("noise_floor", digits(RadiusAdvice.expected(floor, codes, r)));
        json.field("sampled_with_neighbour", Arrays.stream(nearest, 0, r + 1).sum());
        json.endObject();
      }
    }
    return json.endArray();
  }

  /** The least radius with so many false matches, the largest one where none has them. */
  private int atLeast(double expected) {
    int low = -1;
    int high = bitCount;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (RadiusAdvice.expected(noise, codes, middle) >= expected) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Rounded to four digits that count. */
  private static double digits(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    return new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }
}

package hashing.opensearch.radius;

import hashing.search.SampledCodes;
import hashing.search.SampledCodes.Drawn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.search.internal.AliasFilter;
import org.opensearch.test.AbstractWireSerializingTestCase;

/** What an index and a shard are asked, and the shard answers, is read as it was written. */
public class RadiusWireTests extends AbstractWireSerializingTestCase<RadiusWireTests.Exchange> {

  /** A request, what a shard gets of it in either round, and its answer, compared by content. */
  public record Exchange(
      RadiusRequest asked, RadiusShardRequest request, RadiusShardResponse response)
      implements Writeable {
    private Exchange(StreamInput in) throws IOException {
      this(new RadiusRequest(in), new RadiusShardRequest(in), new RadiusShardResponse(in));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      asked.writeTo(out);
      request.writeTo(out);
      response.writeTo(out);
    }

    private List<Object> content() {
      List<Object> content = new ArrayList<>();
      content.add(List.of(asked.indices()));
      content.add(List.of(asked.field(), asked.sampleSize(), asked.seed()));
      content.add(request.shardId());
      content.add(List.of(request.indices()));
      content.add(request.indicesOptions());
      content.add(request.field());
      content.add(request.sampleSize());
      content.add(request.seed());
      content.add(request.probes() == null ? "none" : numbers(request.probes()));
      content.add(response.getShardId());
      content.add(response.bitCount());
      content.add(Arrays.deepToString(response.nearest()));
      SampledCodes sample = response.sample();
      if (sample != null) {
        content.add(sample.documents());
        content.add(sample.drawn().stream().map(Drawn::number).toList());
        content.add(numbers(sample.drawn().stream().map(Drawn::code).toList()));
      }
      return content;
    }

    private static String numbers(List<byte[]> codes) {
      return Arrays.deepToString(codes.toArray());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Exchange that && content().equals(that.content());
    }

    @Override
    public int hashCode() {
      return content().hashCode();
    }
  }

  @Override
  protected Exchange createTestInstance() {
    ShardId shard = new ShardId(randomAlphaOfLength(4), randomAlphaOfLength(6), randomInt(9));
    RadiusRequest request =
        new RadiusRequest(
            new String[] {"a", randomAlphaOfLength(3)},
            randomAlphaOfLength(5),
            randomIntBetween(2, RadiusRequest.MAX_SAMPLE_SIZE),
            randomLong());
    return new Exchange(
        request,
        new RadiusShardRequest(
            shard,
            randomBoolean() ? request : request.with(codes()),
            new AliasFilter(null, randomAlphaOfLength(4)),
            randomNonNegativeLong()),
        randomBoolean()
            ? RadiusShardResponse.sampled(shard, randomIntBetween(0, 4096), sample())
            : RadiusShardResponse.searched(shard, randomIntBetween(0, 4096), nearest()));
  }

  private static List<byte[]> codes() {
    List<byte[]> codes = new ArrayList<>();
    for (int i = randomInt(4); i > 0; i--) {
      codes.add(randomByteArrayOfLength(8));
    }
    return codes;
  }

  private static SampledCodes sample() {
    List<Drawn> drawn = codes().stream().map(code -> new Drawn(randomLong(), code)).toList();
    return new SampledCodes(randomNonNegativeLong(), drawn);
  }

  /** A probe without a neighbour among them, now and then. */
  private static int[][] nearest() {
    int[][] nearest = new int[randomInt(4)][];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = new int[randomInt(3)];
      Arrays.setAll(nearest[i], _ -> randomInt(4096));
    }
    return nearest;
  }

  @Override
  protected Writeable.Reader<Exchange> instanceReader() {
    return Exchange::new;
  }
}

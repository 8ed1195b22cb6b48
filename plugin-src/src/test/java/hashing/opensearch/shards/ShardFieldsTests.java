package hashing.opensearch.shards;

import java.util.ArrayList;
import java.util.List;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.cluster.routing.ShardRoutingState;
import org.opensearch.cluster.routing.TestShardRouting;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.test.AbstractWireSerializingTestCase;

/** Counts are read as they were written. */
public class ShardFieldsTests extends AbstractWireSerializingTestCase<ShardFields> {

  @Override
  protected ShardFields createTestInstance() {
    ShardRouting shard =
        TestShardRouting.newShardRouting(
            randomAlphaOfLength(4), randomInt(5), "node", true, ShardRoutingState.STARTED);
    List<FieldSize> fields = new ArrayList<>();
    for (int i = 0; i < randomInt(4); i++) {
      fields.add(
          new FieldSize(
              randomAlphaOfLength(5),
              randomIntBetween(1, 16384),
              randomInt(50),
              randomNonNegativeLong(),
              randomNonNegativeLong(),
              randomInt(50),
              randomNonNegativeLong()));
    }
    return new ShardFields(shard, fields);
  }

  @Override
  protected Writeable.Reader<ShardFields> instanceReader() {
    return ShardFields::new;
  }
}

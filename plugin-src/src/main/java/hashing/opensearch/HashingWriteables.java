package hashing.opensearch;

import hashing.opensearch.join.JoinStatus;
import hashing.opensearch.mapper.CodeDocValueFormat;
import java.util.List;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;

/** What nodes send one another under a name. */
final class HashingWriteables {

  private HashingWriteables() {}

  static List<NamedWriteableRegistry.Entry> all() {
    return List.of(CodeDocValueFormat.ENTRY, JoinStatus.ENTRY);
  }
}

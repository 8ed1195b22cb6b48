package hashing.opensearch.shards;

import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.search.LeafCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.opensearch.index.IndexService;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.shard.IndexShard;

/** Walks the code fields of a shard. */
final class CodeFields {

  private CodeFields() {}

  /** Takes one field in one segment. */
  @FunctionalInterface
  interface Visitor {
    void visit(BinaryCodeFieldType field, LeafReaderContext leaf, LeafCodes codes)
        throws IOException;
  }

  /** The fields of an index, by name. */
  static List<BinaryCodeFieldType> of(IndexService index) {
    List<BinaryCodeFieldType> fields = new ArrayList<>();
    for (MappedFieldType mapped : index.mapperService().fieldTypes()) {
      if (mapped.unwrap() instanceof BinaryCodeFieldType field) {
        fields.add(field);
      }
    }
    fields.sort(Comparator.comparing(MappedFieldType::name));
    return fields;
  }

  /** Visits every field of every segment that a search would see now. */
  static void visit(List<BinaryCodeFieldType> fields, IndexShard shard, Visitor visitor)
      throws IOException {
    try (Engine.Searcher searcher = shard.acquireSearcher("hashing")) {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        for (BinaryCodeFieldType field : fields) {
          LeafCodes codes = LeafCodes.of(leaf.reader(), field.name());
          if (codes != null) {
            visitor.visit(field, leaf, codes);
          }
        }
      }
    }
  }
}

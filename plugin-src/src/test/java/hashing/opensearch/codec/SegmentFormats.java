package hashing.opensearch.codec;

import hashing.index.BinaryCodesFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.shard.IndexShard;

/** Which vectors format each segment of a shard has a field in. */
final class SegmentFormats {
  static final String OWN = new BinaryCodesFormat().getName();

  private SegmentFormats() {}

  static List<String> of(IndexShard shard, String field) {
    List<String> formats = new ArrayList<>();
    try (Engine.Searcher searcher = shard.acquireSearcher("test")) {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        FieldInfo info = leaf.reader().getFieldInfos().fieldInfo(field);
        if (info != null && info.hasVectorValues()) {
          formats.add(info.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY));
        }
      }
    }
    return formats;
  }
}

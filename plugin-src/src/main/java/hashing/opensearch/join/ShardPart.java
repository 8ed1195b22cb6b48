package hashing.opensearch.join;

import hashing.join.JoinCodes;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.opensearch.common.util.concurrent.AbstractRefCounted;
import org.opensearch.core.index.Index;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.fieldvisitor.FieldsVisitor;

/**
 * What a shard keeps for one join: a reader, which shows what the caller may see as it was when the
 * join began, and its codes. Released when the join has ended and no request reads it any more.
 */
final class ShardPart extends AbstractRefCounted {
  private final Index index;
  private final String asker;
  private final Engine.Searcher searcher;
  private final JoinCodes codes;

  /**
   * @param asker id of the node that runs the join
   */
  ShardPart(Index index, String asker, Engine.Searcher searcher, JoinCodes codes) {
    super("part of a join");
    this.index = index;
    this.asker = asker;
    this.searcher = searcher;
    this.codes = codes;
  }

  Index index() {
    return index;
  }

  String asker() {
    return asker;
  }

  JoinCodes codes() {
    return codes;
  }

  /** Ids of documents by their numbers, any order. */
  DocumentIds ids(int[] numbers) throws IOException {
    String[] ids = new String[numbers.length];
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    FieldsVisitor id = new FieldsVisitor(false);
    for (int i = 0; i < numbers.length; i++) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(numbers[i], leaves));
      id.reset();
      leaf.reader().storedFields().document(numbers[i] - leaf.docBase, id);
      ids[i] = id.id();
    }
    return new DocumentIds(numbers, ids);
  }

  @Override
  protected void closeInternal() {
    codes.close();
    searcher.close();
  }
}

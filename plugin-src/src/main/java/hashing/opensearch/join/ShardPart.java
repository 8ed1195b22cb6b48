package hashing.opensearch.join;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.QueryBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.Query;
import org.opensearch.common.util.concurrent.AbstractRefCounted;
import org.opensearch.core.index.Index;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.fieldvisitor.FieldsVisitor;

/**
 * What a shard keeps for one join or batch: a reader, which shows what the caller may see as it was
 * when that began, and for a join its codes. Released when it has ended and no request reads it any
 * more.
 */
final class ShardPart extends AbstractRefCounted {
  private final Index index;
  private final String asker;
  private final Engine.Searcher searcher;
  private final Source source;
  private final JoinCodes codes;
  private final LongAdder matched = new LongAdder();

  /**
   * What is searched.
   *
   * @param filter matches the documents that count, null for all
   */
  record Source(String field, int bitCount, Query filter) {}

  /**
   * @param asker id of the node that runs the join
   * @param codes null for a batch
   */
  ShardPart(Index index, String asker, Engine.Searcher searcher, Source source, JoinCodes codes) {
    super("part of a join");
    this.index = index;
    this.asker = asker;
    this.searcher = searcher;
    this.source = source;
    this.codes = codes;
  }

  Index index() {
    return index;
  }

  String asker() {
    return asker;
  }

  /** Null for a batch. */
  JoinCodes codes() {
    return codes;
  }

  /** Documents with the codes; for a batch, at most so many. */
  long documents() {
    return codes == null ? searcher.getIndexReader().numDocs() : codes.ownerCount();
  }

  /** Answers codes by the index as it is. */
  QueryBatch batch(JoinContext context) throws IOException {
    return new QueryBatch(searcher, source.field(), source.bitCount(), source.filter(), context);
  }

  /** Counts the rows that matching has done, by any thread. */
  void matched(long rows) {
    matched.add(rows);
  }

  /** Rows done, of all requests on this part so far; some are done more than once. */
  long matched() {
    return matched.sum();
  }

  /** Ids of documents by their numbers, any order. */
  DocumentIds ids(int[] numbers) throws IOException {
    // Stored fields lie compressed in blocks, which are unpacked once where numbers ascend.
    long[] order = new long[numbers.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (long) numbers[i] << Integer.SIZE | i;
    }
    Arrays.sort(order);
    String[] ids = new String[numbers.length];
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    FieldsVisitor id = new FieldsVisitor(false);
    LeafReaderContext leaf = null;
    StoredFields stored = null;
    for (long entry : order) {
      int number = (int) (entry >>> Integer.SIZE);
      if (leaf == null || number >= leaf.docBase + leaf.reader().maxDoc()) {
        leaf = leaves.get(ReaderUtil.subIndex(number, leaves));
        stored = leaf.reader().storedFields();
      }
      id.reset();
      stored.document(number - leaf.docBase, id);
      ids[(int) entry] = id.id();
    }
    return new DocumentIds(numbers, ids);
  }

  @Override
  protected void closeInternal() {
    if (codes != null) {
      codes.close();
    }
    searcher.close();
  }
}

package hashing.opensearch.join;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.QueryBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.Query;
import org.opensearch.common.lucene.index.SequentialStoredFieldsLeafReader;
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
  /**
   * One document in so many is enough to unpack all of a segment's blocks: each has a thousand
   * small documents or tens of large ones, and to unpack it costs as much as to read some of them.
   */
  private static final int SPARSE = 32;

  private final Index index;
  private final String asker;
  private final Engine.Searcher searcher;
  private final Source source;
  private final JoinCodes codes;
  private final LongAdder matched = new LongAdder();
  private volatile double predicted;

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
    return new QueryBatch(
        searcher, source.field(), source.bitCount(), source.filter(), codes, context);
  }

  /** Counts the rows that matching has done, by any thread. */
  void matched(long rows) {
    matched.add(rows);
  }

  /** Says how many products the request at hand is foreseen to have; 0 where there is none. */
  void predict(double products) {
    predicted = products;
  }

  /** Products foreseen of the request at hand, 0 where that is not known. */
  double predicted() {
    return predicted;
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
    int to;
    for (int from = 0; from < order.length; from = to) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(number(order[from]), leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      to = from;
      while (to < order.length && number(order[to]) < end) {
        to++;
      }
      StoredFields stored = stored(leaf.reader(), to - from);
      for (int i = from; i < to; i++) {
        id.reset();
        stored.document(number(order[i]) - leaf.docBase, id);
        ids[(int) order[i]] = id.id();
      }
    }
    return new DocumentIds(numbers, ids);
  }

  private static int number(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  /** Where many documents are read in order, a block is unpacked once, and else for each. */
  private static StoredFields stored(LeafReader reader, int count) throws IOException {
    return count > reader.maxDoc() / SPARSE
            && reader instanceof SequentialStoredFieldsLeafReader all
        ? all.getSequentialStoredFieldsReader()
        : reader.storedFields();
  }

  @Override
  protected void closeInternal() {
    if (codes != null) {
      codes.close();
    }
    searcher.close();
  }
}

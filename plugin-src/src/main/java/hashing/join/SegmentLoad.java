package hashing.join;

import hashing.index.SegmentCodes;
import hashing.search.CodeCursor;
import hashing.search.LeafCodes;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;

/** Reads the codes of a searcher's segments. Deletes and filters count here, not in the join. */
final class SegmentLoad {
  /** Codes between two questions whether to go on. */
  private static final int INTERVAL = 1 << 12;

  private final String field;
  private final JoinCodesBuilder builder;
  private final Runnable check;

  SegmentLoad(String field, JoinCodesBuilder builder, Runnable check) {
    this.field = field;
    this.builder = builder;
    this.check = check;
  }

  void load(IndexSearcher searcher, Query filter) throws IOException {
    Weight weight =
        filter == null
            ? null
            : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1f);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      LeafCodes codes = LeafCodes.of(leaf.reader(), field);
      if (codes == null) {
        continue;
      }
      int wanted = (builder.bitCount() + Byte.SIZE - 1) / Byte.SIZE;
      if (codes.byteLength() != wanted) {
        throw new IllegalArgumentException(
            "join of field ["
                + field
                + "]: codes of "
                + wanted
                + " bytes are wanted, found "
                + codes.byteLength());
      }
      Scorer scorer = weight == null ? null : weight.scorer(leaf);
      if (weight != null && scorer == null) {
        continue;
      }
      Bits accepted = scorer == null ? null : BitSet.of(scorer.iterator(), leaf.reader().maxDoc());
      if (codes.fast() == null) {
        loadDocuments(codes, accepted, leaf.docBase);
      } else {
        loadOrdinals(codes, accepted, leaf.docBase);
      }
    }
  }

  private static boolean accepts(Bits live, Bits filter, int docId) {
    return (live == null || live.get(docId)) && (filter == null || filter.get(docId));
  }

  private void loadOrdinals(LeafCodes leaf, Bits filter, int docBase) throws IOException {
    SegmentCodes codes = leaf.fast();
    Bits live = leaf.liveDocs();
    long[] words = new long[codes.wordCount()];
    int posting = 0;
    for (int ordinal = 0; ordinal < codes.ordinalCount(); ordinal++) {
      if (ordinal % INTERVAL == 0) {
        check.run();
      }
      int end = codes.firstPosting(ordinal + 1);
      boolean added = false;
      for (; posting < end; posting++) {
        int docId = codes.posting(posting);
        if (accepts(live, filter, docId)) {
          if (!added) {
            for (int w = 0; w < words.length; w++) {
              words[w] = codes.word(ordinal, w);
            }
            builder.add(words);
            added = true;
          }
          builder.addOwner(docBase + docId);
        }
      }
    }
  }

  private void loadDocuments(LeafCodes leaf, Bits filter, int docBase) throws IOException {
    Bits live = leaf.liveDocs();
    CodeCursor cursor = leaf.cursor();
    DocIdSetIterator documents = leaf.documents();
    int doc = documents.nextDoc();
    for (int i = 0; doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc(), i++) {
      if (i % INTERVAL == 0) {
        check.run();
      }
      if (accepts(live, filter, doc) && cursor.advanceExact(doc)) {
        builder.add(cursor.code(), docBase + doc);
      }
    }
  }
}

package hashing.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.MergeState;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.PriorityQueue;

/**
 * Merges the sorted codes of segments. Codes are read from the segments again whenever they are
 * asked for; memory holds two ints for each distinct code and one or two for each document. Codes
 * in another format's segments, if any, are held in memory.
 */
final class CodeMerger implements CodeSource {

  private final AbortCheck abort;
  private final List<MergeInput> inputs = new ArrayList<>();
  private final int wordCount;
  private final DocumentOrdinals documents;
  private int[] inputOf = new int[16];
  private int[] ordinalIn = new int[16];
  private int count;

  CodeMerger(FieldInfo info, MergeState state, AbortCheck abort) throws IOException {
    this.abort = abort;
    wordCount = CodeWords.wordCount(info.getVectorDimension());
    CodeBuffer others = new CodeBuffer(info.getVectorDimension());
    long documentCount = 0;
    for (int i = 0; i < state.knnVectorsReaders.length; i++) {
      FieldInfo source = state.fieldInfos[i].fieldInfo(info.name);
      if (source == null || !source.hasVectorValues() || state.knnVectorsReaders[i] == null) {
        continue;
      }
      SegmentCodes codes = codes(state.knnVectorsReaders[i], info.name);
      if (codes == null) {
        read(state.knnVectorsReaders[i], info.name, state.docMaps[i], others);
      } else {
        inputs.add(new SegmentInput(codes, state.docMaps[i]));
        documentCount += codes.documentCount();
      }
    }
    if (others.count() > 0) {
      inputs.add(new BufferInput(others.sort(abort)));
      documentCount += others.count();
    }
    int maxDoc = state.segmentInfo.maxDoc();
    documents = new DocumentOrdinals(maxDoc, Math.min(maxDoc, documentCount));
  }

  private static SegmentCodes codes(KnnVectorsReader reader, String field) {
    KnnVectorsReader found =
        reader instanceof PerFieldKnnVectorsFormat.FieldsReader fields
            ? fields.getFieldReader(field)
            : reader;
    return found instanceof BinaryCodesReader ours ? ours.codes(field) : null;
  }

  private void read(
      KnnVectorsReader reader, String field, MergeState.DocMap docMap, CodeBuffer target)
      throws IOException {
    ByteVectorValues values = reader.getByteVectorValues(field);
    if (values == null) {
      return;
    }
    KnnVectorValues.DocIndexIterator iterator = values.iterator();
    for (int doc = iterator.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = iterator.nextDoc()) {
      int mapped = docMap.get(doc);
      if (mapped >= 0) {
        target.add(mapped, values.vectorValue(iterator.index()));
      }
      abort.step();
    }
  }

  /** Gives every code that has a document left its ordinal. */
  void merge() throws IOException {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Math.max(1, inputs.size())) {
          @Override
          protected boolean lessThan(Head a, Head b) {
            int order = compare(a.words, b.words);
            return order != 0 ? order < 0 : a.input < b.input;
          }
        };
    for (int i = 0; i < inputs.size(); i++) {
      Head head = new Head(i, inputs.get(i), wordCount);
      if (head.next()) {
        heads.add(head);
      }
    }
    long[] last = new long[wordCount];
    boolean lastWritten = false;
    while (heads.size() > 0) {
      Head head = heads.top();
      if (!lastWritten || compare(last, head.words) != 0) {
        lastWritten = false;
      }
      boolean more = head.source.firstDocument(head.ordinal);
      while (more) {
        if (!lastWritten) {
          add(head);
          System.arraycopy(head.words, 0, last, 0, wordCount);
          lastWritten = true;
        }
        documents.add(head.source.document(), count - 1);
        more = head.source.nextDocument();
        abort.step();
      }
      abort.step();
      if (head.next()) {
        heads.updateTop();
      } else {
        heads.pop();
      }
    }
  }

  private void add(Head head) {
    inputOf = ArrayUtil.grow(inputOf, count + 1);
    ordinalIn = ArrayUtil.grow(ordinalIn, count + 1);
    inputOf[count] = head.input;
    ordinalIn[count++] = head.ordinal;
  }

  private static int compare(long[] a, long[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return Long.compareUnsigned(a[i], b[i]);
      }
    }
    return 0;
  }

  DocumentOrdinals documents() {
    return documents;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void words(int ordinal, long[] target) throws IOException {
    inputs.get(inputOf[ordinal]).words(ordinalIn[ordinal], target);
  }

  /** Where the merge stands in one input. */
  private static final class Head {
    final int input;
    final MergeInput source;
    final long[] words;
    int ordinal = -1;

    Head(int input, MergeInput source, int wordCount) {
      this.input = input;
      this.source = source;
      words = new long[wordCount];
    }

    boolean next() throws IOException {
      if (++ordinal >= source.count()) {
        return false;
      }
      source.words(ordinal, words);
      return true;
    }
  }
}

package hashing.index;

import java.io.IOException;
import org.apache.lucene.index.MergeState;

/** A segment of our own format as input of a merge. Holds one block at a time. */
final class SegmentInput implements MergeInput {

  private final SegmentCodes codes;
  private final MergeState.DocMap docMap;
  private final CodeBlock block = new CodeBlock();
  private int loaded = -1;
  private int posting;
  private int end;
  private int document;

  SegmentInput(SegmentCodes codes, MergeState.DocMap docMap) {
    this.codes = codes;
    this.docMap = docMap;
  }

  @Override
  public int count() {
    return codes.ordinalCount();
  }

  @Override
  public void words(int ordinal, long[] target) throws IOException {
    int wanted = ordinal / CodeBlock.MAX_COUNT;
    if (wanted != loaded) {
      codes.readBlock(wanted, block);
      loaded = wanted;
    }
    block.words(ordinal % CodeBlock.MAX_COUNT, target);
  }

  @Override
  public boolean firstDocument(int ordinal) throws IOException {
    posting = codes.firstPosting(ordinal);
    end = codes.firstPosting(ordinal + 1);
    return nextDocument();
  }

  @Override
  public boolean nextDocument() throws IOException {
    while (posting < end) {
      document = docMap.get(codes.posting(posting++));
      if (document >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int document() {
    return document;
  }
}

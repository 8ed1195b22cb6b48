package hashing.index;

/** Codes in memory as input of a merge; their documents are numbered as merged. */
final class BufferInput implements MergeInput {

  private final CodeBuffer.Sorted codes;
  private int index;
  private int end;

  BufferInput(CodeBuffer.Sorted codes) {
    this.codes = codes;
  }

  @Override
  public int count() {
    return codes.count();
  }

  @Override
  public void words(int ordinal, long[] target) {
    codes.words(ordinal, target);
  }

  @Override
  public boolean firstDocument(int ordinal) {
    index = codes.first(ordinal);
    end = codes.first(ordinal + 1);
    return index < end;
  }

  @Override
  public boolean nextDocument() {
    return ++index < end;
  }

  @Override
  public int document() {
    return codes.docId(index);
  }
}

package hashing.index;

import java.io.IOException;

/** Writes which document has which code, both ways. */
final class DocumentsWriter {

  private DocumentsWriter() {}

  static void write(
      CheckedOutput out, DocumentOrdinals documents, int maxDoc, int ordinalCount, AbortCheck abort)
      throws IOException {
    int count = documents.count();
    int[] docIds = new int[count];
    int[] ordinals = new int[count];
    documents.sorted(docIds, ordinals);
    if (count != maxDoc) {
      write(out, docIds, abort);
    }
    write(out, ordinals, abort);
    int[] first = new int[ordinalCount + 1];
    for (int ordinal : ordinals) {
      first[ordinal + 1]++;
    }
    for (int ordinal = 0; ordinal < ordinalCount; ordinal++) {
      first[ordinal + 1] += first[ordinal];
      abort.step();
    }
    if (count != ordinalCount) {
      write(out, first, abort);
    }
    int[] postings = new int[count];
    for (int value = 0; value < count; value++) {
      postings[first[ordinals[value]]++] = docIds[value];
      abort.step();
    }
    write(out, postings, abort);
  }

  private static void write(CheckedOutput out, int[] values, AbortCheck abort) throws IOException {
    for (int value : values) {
      out.writeInt(value);
      abort.step();
    }
  }
}

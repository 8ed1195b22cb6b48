package hashing.index;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.MergeState;

/**
 * How Lucene 10.4 asks a vectors writer to merge: the one thing of the format that differs between
 * the Lucene versions we build for. A merge cannot be asked whether it was aborted there.
 */
abstract class MergingWriter extends KnnVectorsWriter {

  @Override
  public final void mergeOneField(FieldInfo info, MergeState state) throws IOException {
    mergeField(info, state, new AbortCheck(() -> {}));
  }

  /** Writes a field's codes, merged. */
  abstract void mergeField(FieldInfo info, MergeState state, AbortCheck abort) throws IOException;
}

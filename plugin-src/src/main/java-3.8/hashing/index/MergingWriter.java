package hashing.index;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.MergeState;
import org.apache.lucene.util.IORunnable;

/**
 * How Lucene 10.5 asks a vectors writer to merge: the one thing of the format that differs between
 * the Lucene versions we build for.
 */
abstract class MergingWriter extends KnnVectorsWriter {

  @Override
  public final IORunnable mergeOneField(FieldInfo info, MergeState state) throws IOException {
    mergeField(info, state, new AbortCheck(state::checkAborted));
    return null;
  }

  /** Writes a field's codes, merged. */
  abstract void mergeField(FieldInfo info, MergeState state, AbortCheck abort) throws IOException;
}

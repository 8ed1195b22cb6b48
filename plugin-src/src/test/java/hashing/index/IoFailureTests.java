package hashing.index;

import java.io.IOException;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.tests.store.MockDirectoryWrapper;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.tests.util.TestUtil;
import org.apache.lucene.util.IOUtils;

/**
 * Lets the n-th call to the directory fail, for rising n until none does. The directory's close
 * then finds files left open; what was committed must be there.
 */
public class IoFailureTests extends LuceneTestCase {

  private static final int DOCS = 30;

  /** Fails once, at a call from this package. */
  private static final class FailAt extends MockDirectoryWrapper.Failure {
    private int left;
    private boolean fired;

    FailAt(int call) {
      left = call;
    }

    @Override
    public void eval(MockDirectoryWrapper dir) throws IOException {
      if (doFail && !fired && calledFromHere() && --left == 0) {
        fired = true;
        throw new IOException("injected");
      }
    }

    private static boolean calledFromHere() {
      return StackWalker.getInstance()
          .walk(frames ->
              frames.anyMatch(frame ->
                  frame.getClassName().startsWith("hashing.index.")
                      && !frame.getClassName().contains("Tests")));
    }
  }

  private static IndexWriterConfig config() {
    return new IndexWriterConfig()
        .setCodec(TestUtil.alwaysKnnVectorsFormat(new BinaryCodesFormat(5)))
        .setMergeScheduler(new SerialMergeScheduler())
        .setUseCompoundFile(false);
  }

  /** Adds documents and gives the sum of their codes. */
  private static long add(IndexWriter writer, long seed) throws IOException {
    long sum = 0;
    Random random = new Random(seed);
    byte[] code = new byte[8];
    for (int i = 0; i < DOCS; i++) {
      random.nextBytes(code);
      Document doc = new Document();
      doc.add(BinaryCodeField.field("code", code, BinaryCodeField.type(64, -1)));
      writer.addDocument(doc);
      sum += CodeWords.words(code)[0];
    }
    return sum;
  }

  /** Sum of all codes, read through the reader. */
  private static long sum(Directory dir) throws IOException {
    long sum = 0;
    try (DirectoryReader reader = DirectoryReader.open(dir)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        ByteVectorValues values = leaf.reader().getByteVectorValues("code");
        KnnVectorValues.DocIndexIterator iterator = values.iterator();
        while (iterator.nextDoc() < leaf.reader().maxDoc()) {
          sum += CodeWords.words(values.vectorValue(iterator.index()))[0];
        }
      }
    }
    return sum;
  }

  public void testEveryCall() throws Exception {
    int fired = 0;
    FailAt failure;
    int call = 0;
    do {
      // Every one of the first calls, then some: there are about a thousand.
      call += call < 100 ? 1 : 1 + random().nextInt(10);
      failure = new FailAt(call);
      run(failure);
      fired += failure.fired ? 1 : 0;
    } while (failure.fired);
    System.out.println(fired + " failures injected");
    assertTrue("only " + fired + " calls failed", fired > 100);
  }

  private void run(FailAt failure) throws IOException {
    try (MockDirectoryWrapper dir =
        new MockDirectoryWrapper(random(), new ByteBuffersDirectory())) {
      dir.setThrottling(MockDirectoryWrapper.Throttling.NEVER);
      dir.setUseSlowOpenClosers(false);
      try (IndexWriter writer =
          new IndexWriter(dir, config().setMergePolicy(NoMergePolicy.INSTANCE))) {
        add(writer, 1);
      }
      long first = sum(dir);
      failure.setDoFail();
      dir.failOn(failure);
      IndexWriter writer = null;
      boolean committed = false;
      long both = 0;
      try {
        writer = new IndexWriter(dir, config().setMergePolicy(new TieredMergePolicy()));
        long second = add(writer, 2);
        both = first + second;
        writer.commit();
        committed = true;
        writer.forceMerge(1);
        writer.close();
        // Also the reader that is opened now may fail.
        assertEquals(both, sum(dir));
      } catch (IOException | AlreadyClosedException e) {
        assertTrue("not by the injected failure: " + e, failure.fired);
        IOUtils.closeWhileHandlingException(writer == null ? null : writer::rollback);
      }
      failure.clearDoFail();
      assertEquals(committed ? both : first, sum(dir));
    }
  }
}

package hashing.index;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Indices that earlier builds wrote are read, found by the name in the segment. */
public class FormatFixtureTests extends LuceneTestCase {

  private static final List<String> FIXTURES = List.of("/index-v1", "/index-v2");

  private static Path path(String fixture) throws URISyntaxException {
    return Path.of(FormatFixtureTests.class.getResource(fixture).toURI());
  }

  public void testEveryCode() throws Exception {
    for (String fixture : FIXTURES) {
      checkEveryCode(path(fixture));
    }
  }

  private static void checkEveryCode(Path fixture) throws IOException {
    try (Directory dir = FSDirectory.open(fixture);
        DirectoryReader reader = DirectoryReader.open(dir)) {
      assertEquals(2, reader.leaves().size());
      int live = 0;
      for (int number = 0; number < FormatFixture.DOCS; number++) {
        live += FormatFixture.deleted(number) ? 0 : 1;
      }
      assertEquals(live, reader.numDocs());
      assertEquals(FormatFixture.DOCS, reader.maxDoc());
      for (LeafReaderContext leaf : reader.leaves()) {
        check((CodecReader) leaf.reader());
      }
    }
  }

  private static void check(CodecReader segment) throws IOException {
    Map<Integer, byte[]> codes = new HashMap<>();
    Map<Integer, byte[]> wide = new HashMap<>();
    NumericDocValues numbers = segment.getNumericDocValues("number");
    for (int doc = numbers.nextDoc(); doc < segment.maxDoc(); doc = numbers.nextDoc()) {
      int number = (int) numbers.longValue();
      boolean deleted = !segment.getLiveDocs().get(doc);
      assertEquals(FormatFixture.deleted(number), deleted);
      if (FormatFixture.code(number) != null) {
        codes.put(doc, FormatFixture.code(number));
      }
      if (FormatFixture.wide(number) != null) {
        wide.put(doc, FormatFixture.wide(number));
      }
    }
    CodesOracle.check(BinaryCodesFormatTests.codes(segment, "code"), 8, codes, 100);
    CodesOracle.check(BinaryCodesFormatTests.codes(segment, "wide"), 125, wide, 100);
  }

  public void testIntegrity() throws Exception {
    for (String fixture : FIXTURES) {
      checkIntegrity(path(fixture));
    }
  }

  private static void checkIntegrity(Path fixture) throws IOException {
    Path copy = createTempDir();
    try (Directory from = FSDirectory.open(fixture);
        Directory to = FSDirectory.open(copy)) {
      for (String file : from.listAll()) {
        to.copyFrom(from, file, file, IOContext.DEFAULT);
      }
      try (CheckIndex check = new CheckIndex(to)) {
        CheckIndex.Status status = check.checkIndex();
        assertTrue(status.clean);
        assertEquals(2, status.segmentInfos.size());
      }
    }
  }
}

package hashing.index;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.tests.index.BaseIndexFileFormatTestCase;
import org.apache.lucene.tests.util.TestUtil;

/** Lucene's own kit: stable merges, multiple close, random exceptions. */
public class BinaryCodesFormatKitTests extends BaseIndexFileFormatTestCase {

  @Override
  protected Codec getCodec() {
    return TestUtil.alwaysKnnVectorsFormat(new BinaryCodesFormat(10));
  }

  @Override
  protected void addRandomFields(Document doc) {
    for (int bits : new int[] {3, 64, 200}) {
      if (random().nextInt(4) > 0) {
        FieldType type = BinaryCodeField.type(bits, bits / 8);
        byte[] code = new byte[type.vectorDimension()];
        random().nextBytes(code);
        doc.add(BinaryCodeField.field("code" + bits, code, type));
      }
    }
  }
}

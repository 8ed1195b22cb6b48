package hashing.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;

/** Says how far a document is and what follows. */
final class Explanations {

  private Explanations() {}

  static Explanation of(
      LeafReaderContext context,
      int docId,
      String field,
      QueryCodes query,
      float boost,
      boolean matches,
      String condition)
      throws IOException {
    LeafCodes codes = LeafCodes.of(context.reader(), field);
    int distance = codes == null ? -1 : new Distances(query, codes).of(docId);
    if (distance < 0) {
      return Explanation.noMatch("the document has no code in field [" + field + "]");
    }
    Explanation detail =
        Explanation.match(
            distance, "distance, bits in which the codes differ, field [" + field + "]");
    return matches
        ? Explanation.match(
            Scores.of(distance, boost),
            condition + ", computed as boost / (1 + distance) from:",
            detail)
        : Explanation.noMatch("not so: " + condition, detail);
  }
}

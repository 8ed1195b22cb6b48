package hashing.opensearch.join;

import java.util.Arrays;
import java.util.List;

/** Names of the documents in lists of nearest ones. */
final class NearestNames {
  private final List<RemotePart> parts;

  /** Of each part, ascending. */
  private final int[][] documents;

  private final String[][] ids;

  private NearestNames(List<RemotePart> parts) {
    this.parts = parts;
    documents = new int[parts.size()][];
    ids = new String[parts.size()][];
  }

  /** Asks for those of some rows. */
  static NearestNames of(
      JoinCalls calls, List<RemotePart> parts, NearestLists lists, int fromRow, int toRow) {
    NearestNames names = new NearestNames(parts);
    for (RemotePart part : parts) {
      int[] documents = lists.documents(part.number(), fromRow, toRow);
      names.documents[part.number()] = documents;
      names.ids[part.number()] =
          documents.length == 0 ? new String[0] : calls.documents(part, documents).ids();
    }
    return names;
  }

  DocumentRef of(int part, int document) {
    int place = Arrays.binarySearch(documents[part], document);
    return new DocumentRef(parts.get(part).index(), ids[part][place]);
  }
}

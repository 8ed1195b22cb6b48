package hashing.opensearch.join;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of the documents in lists of nearest ones. */
final class NearestNames {
  private final List<RemotePart> parts;
  private final Map<Integer, Map<Integer, String>> ids = new HashMap<>();

  private NearestNames(List<RemotePart> parts) {
    this.parts = parts;
  }

  /** Asks for those of some rows. */
  static NearestNames of(
      JoinCalls calls, List<RemotePart> parts, NearestLists lists, int fromRow, int toRow) {
    NearestNames names = new NearestNames(parts);
    for (RemotePart part : parts) {
      int[] documents = lists.documents(part.number(), fromRow, toRow);
      if (documents.length > 0) {
        String[] found = calls.documents(part, documents).ids();
        Map<Integer, String> ofPart = new HashMap<>();
        for (int i = 0; i < documents.length; i++) {
          ofPart.put(documents[i], found[i]);
        }
        names.ids.put(part.number(), ofPart);
      }
    }
    return names;
  }

  DocumentRef of(int part, int document) {
    return new DocumentRef(parts.get(part).index(), ids.get(part).get(document));
  }
}

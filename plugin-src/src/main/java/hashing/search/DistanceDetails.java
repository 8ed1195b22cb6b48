package hashing.search;

import hashing.code.Codes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.search.Explanation;

/** Details of an explanation: how far a code is from each of a query's, and in which bits. */
final class DistanceDetails {

  /** Codes that are told of, nearest first. */
  private static final int MAX_CODES = 10;

  /** Bits of each that are listed. */
  private static final int MAX_BITS = 64;

  private DistanceDetails() {}

  static List<Explanation> of(QueryCodes query, byte[] code) {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Near(int index, byte[] own, int distance) {}
    List<byte[]> codes = query.copies();
    List<Near> near =
        IntStream.range(0, codes.size())
            .mapToObj(i -> new Near(i, codes.get(i), Codes.distance(codes.get(i), code)))
            .sorted(Comparator.comparingInt(Near::distance).thenComparingInt(Near::index))
            .limit(MAX_CODES)
            .toList();
    List<Explanation> details = new ArrayList<>();
    for (Near one : near) {
      String which = codes.size() == 1 ? "the code" : "code " + one.index;
      details.add(
          Explanation.match(
              one.distance, "distance to " + which + ", " + bits(one.own, code, one.distance)));
    }
    return details;
  }

  private static String bits(byte[] a, byte[] b, int distance) {
    if (distance == 0) {
      return "no bit differs";
    }
    String listed =
        IntStream.range(0, a.length * Byte.SIZE)
            .filter(bit -> Codes.get(a, bit) != Codes.get(b, bit))
            .limit(MAX_BITS)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    int more = distance - MAX_BITS;
    return "bits that differ: " + listed + (more > 0 ? " and " + more + " more" : "");
  }
}

package hashing.opensearch.radius;

import hashing.search.SampledCodes;
import hashing.search.SampledCodes.Drawn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What all shards together sampled.
 *
 * @param documents with a code, of all shards
 */
record Gathered(int bitCount, long documents, List<byte[]> codes) {

  /**
   * Makes one sample of the shards'.
   *
   * @throws IllegalArgumentException if their codes have different lengths
   */
  static Gathered of(List<RadiusShardResponse> parts, int size) {
    int bitCount = parts.getFirst().bitCount();
    long documents = 0;
    List<Drawn> drawn = new ArrayList<>();
    for (RadiusShardResponse part : parts) {
      if (part.bitCount() != bitCount) {
        throw new IllegalArgumentException(
            "the field has "
                + bitCount
                + " bits in index ["
                + parts.getFirst().getIndex()
                + "] and "
                + part.bitCount()
                + " in ["
                + part.getIndex()
                + "], allowed are indices in which it has the same");
      }
      documents += part.sample().documents();
      drawn.addAll(part.sample().drawn());
    }
    List<byte[]> codes = SampledCodes.least(drawn, size).stream().map(Drawn::code).toList();
    return new Gathered(bitCount, documents, codes);
  }

  /**
   * The report, with the neighbours that the shards found.
   *
   * @param check called from time to time; what it throws ends the work
   */
  RadiusReport report(RadiusRequest request, List<RadiusShardResponse> parts, Runnable check) {
    return new RadiusReport(
        request.field(), request.seed(), bitCount, documents, pairs(check), nearest(parts));
  }

  private long[] pairs(Runnable check) {
    long[][] words = codes.stream().map(Gathered::words).toArray(long[][]::new);
    long[] pairs = new long[bitCount + 1];
    for (int a = 1; a < words.length; a++) {
      check.run();
      for (int b = 0; b < a; b++) {
        int distance = 0;
        for (int w = 0; w < words[a].length; w++) {
          distance += Long.bitCount(words[a][w] ^ words[b][w]);
        }
        pairs[distance]++;
      }
    }
    return pairs;
  }

  private static long[] words(byte[] code) {
    long[] words = new long[(code.length + Long.BYTES - 1) / Long.BYTES];
    ByteBuffer.wrap(Arrays.copyOf(code, words.length * Long.BYTES)).asLongBuffer().get(words);
    return words;
  }

  /** Each code finds itself first, so that the second distance is that of its neighbour. */
  private long[] nearest(List<RadiusShardResponse> parts) {
    long[] nearest = new long[bitCount + 1];
    for (int i = 0; i < codes.size(); i++) {
      int probe = i;
      int[] distances =
          parts.stream()
              .flatMapToInt(part -> Arrays.stream(part.nearest()[probe]))
              .sorted()
              .toArray();
      if (distances.length > 1 && distances[1] <= bitCount) {
        nearest[distances[1]]++;
      }
    }
    return nearest;
  }
}

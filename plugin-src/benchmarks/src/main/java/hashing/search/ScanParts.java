package hashing.search;

import hashing.index.CodeRun;
import hashing.index.SegmentCodes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.apache.lucene.index.LeafReader;

/** Parts of a scan by themselves: what the kernel takes, and what reading the bytes takes. */
public final class ScanParts {

  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int UNROLLED = 4 * SPECIES.vectorByteSize();

  private final String field;
  private final SegmentCodes codes;

  /** The codes of a segment in our format. */
  public ScanParts(LeafReader reader, String field) throws IOException {
    this.field = field;
    this.codes = LeafCodes.of(reader, field).fast();
  }

  /** Compares all codes with one and counts those within a distance; collects no documents. */
  public int count(byte[] code, int distance) throws IOException {
    QueryCodes query = new QueryCodes(field, code.length * Byte.SIZE, List.of(code));
    CountingHits hits = new CountingHits(distance);
    BlockScan.run(codes, query, hits, new SearchTrace.Leaf());
    return hits.count;
  }

  /** The k nearest documents of each of several codes, in one pass; returns how many it found. */
  public int nearest(List<byte[]> asked, int k) throws IOException {
    List<QueryCodes> queries = new ArrayList<>();
    List<NearestHits> hits = new ArrayList<>();
    for (byte[] code : asked) {
      int bits = code.length * Byte.SIZE;
      queries.add(new QueryCodes(field, bits, List.of(code)));
      hits.add(new NearestHits(k, new AtomicInteger(bits), null, null, new StopCheck(null)));
    }
    BlockScan.run(codes, queries, hits);
    return hits.stream().mapToInt(found -> found.keys().length).sum();
  }

  /** Loads all runs of codes, in order; returns a number that depends on all of them. */
  public long read() throws IOException {
    CodeRun run = new CodeRun();
    LongVector all = LongVector.zero(SPECIES);
    codes.readRun(0, codes.blockCount(), run);
    for (int block = 0; run.blocks > 0; codes.readRun(block, codes.blockCount(), run)) {
      all = all.or(read(run.segment, run.offset, run.offset + run.blocks * run.step));
      block += run.blocks;
    }
    return all.reduceLanes(VectorOperators.OR);
  }

  private static LongVector read(MemorySegment memory, long from, long to) {
    LongVector a = LongVector.zero(SPECIES);
    LongVector b = a;
    LongVector c = a;
    LongVector d = a;
    for (long at = from; at <= to - UNROLLED; at += UNROLLED) {
      a = a.or(word(memory, at, 0));
      b = b.or(word(memory, at, 1));
      c = c.or(word(memory, at, 2));
      d = d.or(word(memory, at, 3));
    }
    return a.or(b).or(c.or(d));
  }

  private static LongVector word(MemorySegment memory, long at, int index) {
    return LongVector.fromMemorySegment(
        SPECIES, memory, at + (long) index * SPECIES.vectorByteSize(), ByteOrder.LITTLE_ENDIAN);
  }

  /** Counts codes. */
  private static final class CountingHits extends HitCollector {
    private final int cut;
    private int count;

    CountingHits(int cut) {
      super(null, null, new StopCheck(null));
      this.cut = cut;
    }

    @Override
    int cut() {
      return cut;
    }

    @Override
    boolean collect(int docId, int distance) {
      count++;
      return true;
    }

    @Override
    void clear() {
      count = 0;
    }
  }
}

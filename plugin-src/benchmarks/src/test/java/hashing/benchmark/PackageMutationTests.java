package hashing.benchmark;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.benchmark.PackageMutation.Way;
import hashing.store.PackageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.BeforeClass;
import org.junit.Test;

public class PackageMutationTests {

  private static final long SEED = 20260717;

  /** Those that the reader alone refuses, without a look into entries. */
  private static final Set<Way> OF_THE_ZIP =
      Set.of(Way.NAMES, Way.TWICE, Way.LINK, Way.WRAPPED, Way.SIZES, Way.FLIPPED);

  private static Map<String, byte[]> seeds;

  @BeforeClass
  public static void read() throws IOException {
    seeds = SeedPackages.all(Path.of("../.."));
  }

  @Test
  public void seedsAreGood() {
    seeds.forEach((name, zip) ->
        assertEquals(SeedPackages.ID + name, PackageReader.read(zip).manifest().name().id()));
  }

  @Test
  public void numbersGiveThemAgain() {
    for (int number = 0; number < 100; number++) {
      PackageMutation one = new PackageMutation.Source(seeds, SEED).get(number);
      PackageMutation other = new PackageMutation.Source(seeds, SEED).get(number);
      assertEquals(one.way(), other.way());
      assertArrayEquals(one.zip(), other.zip());
      assertArrayEquals(one.signature(), other.signature());
    }
  }

  @Test
  public void hostileZipFilesAreRefused() {
    PackageMutation.Source mutations = new PackageMutation.Source(seeds, SEED);
    Map<Way, Integer> ways = new EnumMap<>(Way.class);
    for (int number = 0; number < 2000; number++) {
      PackageMutation mutation = mutations.get(number);
      ways.merge(mutation.way(), 1, Integer::sum);
      if (OF_THE_ZIP.contains(mutation.way())) {
        assertTrue(mutation.hostile());
        assertThrows(
            "seed " + SEED + ", number " + number + ", " + mutation.way(),
            IllegalArgumentException.class,
            () -> PackageReader.read(mutation.zip()));
      }
    }
    assertEquals(ways.toString(), Way.values().length, ways.size());
  }

  /** Without anything changed, the writer of odd zip files writes a good one. */
  @Test
  public void rawZipIsAZip() {
    seeds.forEach((name, zip) ->
        assertEquals(
            PackageReader.read(zip).manifest(),
            PackageReader.read(RawZip.of(LoosePackage.read(zip)).bytes()).manifest()));
  }
}

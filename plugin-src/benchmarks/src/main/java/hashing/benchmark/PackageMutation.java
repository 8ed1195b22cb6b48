package hashing.benchmark;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A package that was changed, by one of the ways below; the number of a mutation and a seed give it
 * again. All but {@link Way#BYTES}, {@link Way#DIRECTORY} and {@link Way#FLIPPED} have right
 * checksums where they have any.
 *
 * @param base the good package that it was made from
 * @param signature brought with it; null for none
 * @param hostile whether it must be refused; else it may turn out to be a good package
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackageMutation(String base, Way way, byte[] zip, byte[] signature, boolean hostile) {

  /** What is changed. */
  enum Way {
    /** Bytes anywhere in the zip file: flipped, set, cut, put in. */
    BYTES,
    /** The zip file's directory. */
    DIRECTORY,
    /** Names of entries: paths, other cases, what a package does not have. */
    NAMES,
    /** Entries that grow, overlap, are too many or too large. */
    BOMB,
    /** Entries that are there twice, or in one place alone. */
    TWICE,
    /** Entries that are links, folders or devices. */
    LINK,
    /** Bytes in front of the zip file, in it and behind it. */
    WRAPPED,
    /** Headers that say other sizes, methods, checksums and places. */
    SIZES,
    /** Fields of headers that no package needs. */
    EXTRA,
    /** One bit of an entry, all checksums but the manifest's being right. */
    FLIPPED,
    /** Bytes of an entry. */
    ENTRY,
    /** Whole entries: taken out, exchanged, of another package. */
    PARTS,
    /** Fields of the manifest. */
    MANIFEST,
    /** Sizes, kinds, code space and sums in the manifest that are not the package's. */
    LIES,
    /** Floats of an entry: not numbers, infinite, too many, too few. */
    FLOATS,
    /** Fields of an ONNX file. */
    ONNX,
    /** Parts that no ONNX file may have: data elsewhere, tensors beyond their data, loops. */
    ONNX_LIES,
    /** Fields and vocabulary of a tokenizer. */
    TOKENIZER,
    /** The signature of a good package: changed, cut, of another package or key. */
    SIGNATURE
  }

  /** Makes the mutations of a seed. Not thread-safe. */
  static final class Source {
    private final Map<String, byte[]> seeds;
    private final List<String> bases;
    private final long seed;
    private final ZipMutation zips = new ZipMutation();

    Source(Map<String, byte[]> seeds, long seed) {
      this.seeds = seeds;
      this.bases = new ArrayList<>(seeds.keySet());
      this.seed = seed;
    }

    /** The mutation of a number. */
    PackageMutation get(int number) {
      Random random = new Random(seed + number * 0x9E3779B97F4A7C15L);
      Way way = Way.values()[random.nextInt(Way.values().length)];
      PackageMutation mutation = null;
      while (mutation == null) {
        mutation = make(bases.get(random.nextInt(bases.size())), way, random);
      }
      return mutation;
    }

    /** Null where the package has nothing of the kind. */
    private PackageMutation make(String base, Way way, Random random) {
      byte[] zip = seeds.get(base);
      LoosePackage loose = LoosePackage.read(zip);
      return switch (way) {
        case BYTES -> some(base, way, EntryMutation.bytes(zip, 0, random));
        case DIRECTORY ->
            some(base, way, EntryMutation.bytes(zip, Math.max(0, zip.length - 250), random));
        case NAMES -> hostile(base, way, zips.named(loose, random));
        case BOMB -> hostile(base, way, zips.bomb(loose, random));
        case TWICE -> hostile(base, way, zips.twice(loose, random));
        case LINK -> hostile(base, way, zips.link(loose, random));
        case WRAPPED -> hostile(base, way, zips.wrapped(loose, random));
        case SIZES -> hostile(base, way, zips.sizes(loose, random));
        case EXTRA -> some(base, way, EntryMutation.extra(loose, random));
        case FLIPPED ->
            changed(loose, "", random, entry -> EntryMutation.flipped(entry, random))
                ? hostile(base, way, loose.zip())
                : null;
        case ENTRY -> {
          changed(loose, "", random, entry -> EntryMutation.bytes(entry, 0, random));
          yield some(base, way, loose.sealed());
        }
        case PARTS -> {
          EntryMutation.parts(loose, seeds, random);
          yield some(base, way, loose.sealed());
        }
        case MANIFEST -> {
          JsonObject manifest = loose.manifest();
          JsonMutation.mutate(manifest, random);
          loose.manifest(manifest);
          if (random.nextInt(4) > 0) {
            loose.seal();
          }
          byte[] text = JsonMutation.text(loose.manifest(), random);
          loose.entries().put(LoosePackage.MANIFEST, text);
          yield some(base, way, loose.zip());
        }
        case LIES -> {
          JsonObject manifest = loose.manifest();
          boolean found = ManifestLies.tell(manifest, random);
          loose.manifest(manifest);
          yield new PackageMutation(base, way, loose.zip(), null, found);
        }
        case FLOATS ->
            changed(loose, ".f32", random, entry -> EntryMutation.floats(entry, random))
                ? some(base, way, loose.sealed())
                : null;
        case ONNX ->
            changed(loose, ".onnx", random, entry -> OnnxMutation.mutate(entry, random))
                ? some(base, way, loose.sealed())
                : null;
        case ONNX_LIES ->
            changed(loose, ".onnx", random, entry -> OnnxLies.tell(entry, random))
                ? hostile(base, way, loose.sealed())
                : null;
        case TOKENIZER ->
            changed(loose, ".json", random, entry -> TokenizerMutation.mutate(entry, random))
                ? some(base, way, loose.sealed())
                : null;
        case SIGNATURE ->
            new PackageMutation(base, way, zip, SignatureMutation.wrong(zip, seeds, random), true);
      };
    }

    private static PackageMutation some(String base, Way way, byte[] zip) {
      return new PackageMutation(base, way, zip, null, false);
    }

    private static PackageMutation hostile(String base, Way way, byte[] zip) {
      return new PackageMutation(base, way, zip, null, true);
    }

    /** What becomes of an entry. */
    @FunctionalInterface
    private interface Change {
      byte[] of(byte[] entry);
    }

    /** Whether there was an entry of that ending to change. */
    private static boolean changed(
        LoosePackage loose, String ending, Random random, Change change) {
      List<String> files = loose.files().stream().filter(name -> name.endsWith(ending)).toList();
      if (files.isEmpty()) {
        return false;
      }
      String name = files.get(random.nextInt(files.size()));
      loose.entries().put(name, change.of(loose.entries().get(name)));
      return true;
    }
  }
}

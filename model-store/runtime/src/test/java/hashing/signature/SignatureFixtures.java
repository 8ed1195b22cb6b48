package hashing.signature;

import hashing.encode.InputSpec;
import hashing.encode.onnx.TestModels;
import hashing.store.EncoderKind;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import hashing.store.PackageWriter;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Packages and keys for tests. */
final class SignatureFixtures {

  private SignatureFixtures() {}

  static final String POOL = "00112233445566778899aabbccddeeff";

  /** A package of a small network, about 2,000 bytes. */
  static byte[] onnxPackage() {
    TestModels.Network network = TestModels.Network.random(4, 8, 8, new Random(1));
    Manifest manifest =
        new Manifest(
            new ModelName("signed", "1"),
            EncoderKind.ONNX,
            8,
            "signed@1",
            new InputSpec.Vector(4),
            null,
            "none",
            null,
            Map.of("map", 0.5),
            Map.of());
    return PackageWriter.write(
        new ModelPackage(manifest, Map.of(PackageEntry.MODEL, network.onnx())));
  }

  static KeyPool pool(Pair pair, int groups, int bits, double minEntropy, RandomGenerator random) {
    return KeyPool.random(new KeyPool.Facts(POOL, pair, bits, minEntropy), groups, random);
  }

  static KeyGroup group(int number, int bits, RandomGenerator random) {
    return new KeyGroup(
        POOL,
        number,
        BitString.random(bits, random).withBit(0),
        BitString.random(bits, random),
        BitString.random(bits, random));
  }

  static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }
}

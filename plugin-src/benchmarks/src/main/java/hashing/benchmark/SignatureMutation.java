package hashing.benchmark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.signature.Ed25519Signature;
import hashing.signature.SignatureJson;
import hashing.store.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Ed25519 signatures that sign their package no longer, by a key of this test alone. Stateless. */
final class SignatureMutation {

  private static final KeyPair KEYS = keys(1);
  private static final KeyPair STRANGER = keys(2);

  /** The order of the group, by which a signature can be moved without the key: RFC 8032, 5.1. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private SignatureMutation() {}

  /** The same keys in every process, so that a seed gives the same signatures. */
  private static KeyPair keys(long seed) {
    Random random = new Random(seed);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(
          NamedParameterSpec.ED25519,
          new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
              random.nextBytes(bytes);
            }
          });
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the signer. */
  static PublicKey publicKey() {
    return KEYS.getPublic();
  }

  /** The right signature of a package, as a file. */
  static byte[] right(byte[] zip) {
    return file(Ed25519Signature.sign(Sha256.hex(zip), KEYS.getPrivate()));
  }

  private static byte[] file(Ed25519Signature signature) {
    return SignatureJson.bytes(SignatureJson.write(signature));
  }

  /** A wrong one. */
  static byte[] wrong(byte[] zip, Map<String, byte[]> seeds, Random random) {
    String sha256 = Sha256.hex(zip);
    Ed25519Signature right = Ed25519Signature.sign(sha256, KEYS.getPrivate());
    byte[] bytes = HexFormat.of().parseHex(right.signature());
    List<byte[]> others =
        seeds.values().stream().filter(seed -> !Arrays.equals(seed, zip)).toList();
    String other = Sha256.hex(others.get(random.nextInt(others.size())));
    return switch (random.nextInt(9)) {
      case 0 -> file(of(sha256, EntryMutation.flipped(bytes, random)));
      case 1 -> file(of(sha256, new byte[bytes.length]));
      case 2 -> file(Ed25519Signature.sign(sha256, STRANGER.getPrivate()));
      case 3 -> file(Ed25519Signature.sign(other, KEYS.getPrivate()));
      case 4 ->
          file(
              new Ed25519Signature(
                  sha256, Ed25519Signature.sign(other, KEYS.getPrivate()).signature()));
      case 5 -> file(of(sha256, moved(bytes)));
      case 6 -> Arrays.copyOf(file(right), random.nextInt(file(right).length - 2));
      case 7 -> text(right, json -> json.addProperty("signature", cut(right, random)));
      default -> text(right, json -> changed(json, random));
    };
  }

  private static Ed25519Signature of(String sha256, byte[] bytes) {
    return new Ed25519Signature(sha256, HexFormat.of().formatHex(bytes));
  }

  /** The same point with the order added to the number, which a careless check takes as well. */
  private static byte[] moved(byte[] signature) {
    byte[] number = new byte[32];
    for (int i = 0; i < number.length; i++) {
      number[i] = signature[signature.length - 1 - i];
    }
    byte[] sum = new BigInteger(1, number).add(ORDER).toByteArray();
    byte[] moved = Arrays.copyOf(signature, signature.length);
    for (int i = 0; i < number.length; i++) {
      moved[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
    }
    return moved;
  }

  private static String cut(Ed25519Signature right, Random random) {
    return right.signature().substring(random.nextInt(right.signature().length() - 1) + 1);
  }

  /** A field less, more, or of another kind: none of which may be missing. */
  private static void changed(JsonObject json, Random random) {
    List<String> names = List.copyOf(json.keySet());
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> json.remove(name);
      case 1 -> json.addProperty("more", 1);
      case 2 -> json.addProperty(name, "one_time");
      default -> json.add(name, new JsonObject());
    }
  }

  /** What is changed in a file. */
  @FunctionalInterface
  private interface Change {
    void in(JsonObject json);
  }

  private static byte[] text(Ed25519Signature signature, Change change) {
    JsonObject json = JsonParser.parseString(SignatureJson.write(signature)).getAsJsonObject();
    change.in(json);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}

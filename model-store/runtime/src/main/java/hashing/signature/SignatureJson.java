package hashing.signature;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hashing.store.JsonFields;
import hashing.store.Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of signatures, keys and what parties send one another: strict JSON, where every digit
 * counts. What is refused is refused by an {@link IllegalArgumentException} that names the field.
 */
public final class SignatureJson {

  private static final int FORMAT = 1;

  private SignatureJson() {}

  private static JsonObject object() {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    return json;
  }

  private static String print(JsonObject json) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private static JsonFields parse(byte[] file) {
    JsonFields json = JsonFields.parse(file);
    checkFormat(json);
    return json;
  }

  private static void checkFormat(JsonFields json) {
    int format = json.integer("format");
    if (format != FORMAT) {
      throw new IllegalArgumentException("format: found " + format + ", allowed is " + FORMAT);
    }
  }

  /** A detached signature. */
  public static String write(PackageSignature signature) {
    return print(json(signature));
  }

  private static JsonObject json(PackageSignature signature) {
    JsonObject json = object();
    json.addProperty("scheme", signature.scheme());
    json.addProperty("sha256", signature.sha256());
    switch (signature) {
      case Ed25519Signature ed25519 -> json.addProperty("signature", ed25519.signature());
      case OneTimeSignature oneTime -> {
        json.addProperty("pool", oneTime.pool());
        json.addProperty("group", oneTime.group());
        json.addProperty("group_bits", oneTime.hash().length());
        json.addProperty("message_bits", oneTime.messageBits());
        json.addProperty("hash", oneTime.hash().hex());
        json.addProperty("polynomial", oneTime.polynomial().hex());
      }
    }
    return json;
  }

  /** Reads a detached signature. */
  public static PackageSignature readSignature(byte[] file) {
    return signature(JsonFields.parse(file));
  }

  private static PackageSignature signature(JsonFields json) {
    checkFormat(json);
    String scheme = json.text("scheme");
    PackageSignature signature =
        switch (scheme) {
          case Ed25519Signature.SCHEME ->
              new Ed25519Signature(json.text("sha256"), json.text("signature"));
          case OneTimeSignature.SCHEME -> oneTime(json);
          default ->
              throw new IllegalArgumentException(
                  "scheme: found another text, allowed are "
                      + List.of(Ed25519Signature.SCHEME, OneTimeSignature.SCHEME));
        };
    json.end();
    return signature;
  }

  private static OneTimeSignature oneTime(JsonFields json) {
    int bits = groupBits(json);
    return new OneTimeSignature(
        json.text("sha256"),
        json.text("pool"),
        json.integer("group"),
        json.number64("message_bits"),
        BitString.parse("hash", bits, json.text("hash")),
        BitString.parse("polynomial", bits, json.text("polynomial")));
  }

  private static int groupBits(JsonFields json) {
    int bits = json.integer("group_bits");
    if (bits < BinaryPolynomial.MIN_DEGREE || bits > BinaryPolynomial.MAX_DEGREE) {
      throw new IllegalArgumentException(
          "group_bits: found "
              + bits
              + ", allowed is "
              + BinaryPolynomial.MIN_DEGREE
              + " to "
              + BinaryPolynomial.MAX_DEGREE);
    }
    return bits;
  }

  private static OneTimeSignature oneTimeOf(JsonFields json) {
    if (signature(json) instanceof OneTimeSignature oneTime) {
      return oneTime;
    }
    throw new IllegalArgumentException(
        "signature.scheme: found another, allowed is " + OneTimeSignature.SCHEME);
  }

  /** A pool with its keys: a secret of two. A group is X, Y and Z one behind the other. */
  public static String write(KeyPool pool) {
    JsonObject json = object();
    json.addProperty("pool", pool.facts().pool());
    json.addProperty("pair", Words.lower(pool.facts().pair()));
    json.addProperty("group_bits", pool.facts().groupBits());
    json.addProperty("min_entropy_per_bit", pool.facts().minEntropyPerBit());
    JsonArray groups = new JsonArray();
    pool.groups().forEach(group -> groups.add(keys(group)));
    json.add("groups", groups);
    return print(json);
  }

  /** The three keys of a group as one text. */
  public static String keys(KeyGroup group) {
    return group.x().hex() + group.y().hex() + group.z().hex();
  }

  /** Reads what {@link #write(KeyPool)} wrote. */
  public static KeyPool readPool(byte[] file) {
    JsonFields json = parse(file);
    KeyPool.Facts facts =
        new KeyPool.Facts(
            json.text("pool"),
            Words.constant(Pair.class, "pair", json.text("pair")),
            groupBits(json),
            json.real("min_entropy_per_bit"));
    List<KeyGroup> groups = new ArrayList<>();
    for (String keys : json.list("groups")) {
      groups.add(group(facts.pool(), groups.size(), facts.groupBits(), keys));
    }
    json.end();
    return new KeyPool(facts, groups);
  }

  /** Reads what {@link #keys} gave. */
  public static KeyGroup group(String pool, int number, int bits, String keys) {
    int digits = 2 * BitString.bytes(bits);
    if (keys.length() != 3 * digits) {
      throw new IllegalArgumentException(
          "groups." + number + ": found " + keys.length() + " digits, allowed are " + 3 * digits);
    }
    String field = "groups." + number;
    return new KeyGroup(
        pool,
        number,
        BitString.parse(field, bits, keys.substring(0, digits)),
        BitString.parse(field, bits, keys.substring(digits, 2 * digits)),
        BitString.parse(field, bits, keys.substring(2 * digits)));
  }

  /** One party's shares for the other. */
  public static String write(Disclosure disclosure) {
    JsonObject json = object();
    json.addProperty("from", Words.lower(disclosure.from()));
    json.addProperty("sha256", disclosure.sha256());
    json.add("signature", json(disclosure.signature()));
    json.addProperty("shares", keys(disclosure.shares()));
    return print(json);
  }

  /** Reads what {@link #write(Disclosure)} wrote. */
  public static Disclosure readDisclosure(byte[] file) {
    JsonFields json = parse(file);
    Role from = Words.constant(Role.class, "from", json.text("from"));
    String sha256 = PackageSignature.checkSha256(json.text("sha256"));
    OneTimeSignature signature = oneTimeOf(json.object("signature"));
    KeyGroup shares = shares(signature, json.text("shares"));
    json.end();
    return new Disclosure(from, sha256, signature, shares);
  }

  private static KeyGroup shares(OneTimeSignature signature, String keys) {
    return group(signature.pool(), signature.group(), signature.hash().length(), keys);
  }

  /** The receiver's verdict for the verifier. */
  public static String write(Verdict verdict) {
    JsonObject json = object();
    json.addProperty("sha256", verdict.sha256());
    json.add("signature", json(verdict.signature()));
    json.addProperty("verdict", verdict.accepted() ? "accepted" : "rejected");
    return print(json);
  }

  /** Reads what {@link #write(Verdict)} wrote. */
  public static Verdict readVerdict(byte[] file) {
    JsonFields json = parse(file);
    String verdict = json.text("verdict");
    if (!verdict.equals("accepted") && !verdict.equals("rejected")) {
      throw new IllegalArgumentException(
          "verdict: found another text, allowed are [accepted, rejected]");
    }
    Verdict read =
        new Verdict(
            PackageSignature.checkSha256(json.text("sha256")),
            oneTimeOf(json.object("signature")),
            verdict.equals("accepted"));
    json.end();
    return read;
  }

  static boolean isVerdict(byte[] file) {
    return JsonFields.parse(file).has("verdict");
  }

  /** What a party keeps. */
  public static String write(VerificationRecord record) {
    JsonObject json = object();
    json.addProperty("role", Words.lower(record.role()));
    json.addProperty("state", Words.lower(record.state()));
    json.addProperty("sha256", record.sha256());
    json.add("signature", json(record.signature()));
    if (record.received() != null) {
      json.addProperty("received", keys(record.received()));
    }
    if (record.fault() != null) {
      json.addProperty("fault", record.fault());
    }
    json.addProperty("changed", record.changed().toString());
    return print(json);
  }

  /** Reads what {@link #write(VerificationRecord)} wrote. */
  public static VerificationRecord readRecord(byte[] file) {
    JsonFields json = parse(file);
    Role role = Words.constant(Role.class, "role", json.text("role"));
    VerificationState state = Words.constant(VerificationState.class, "state", json.text("state"));
    OneTimeSignature signature = oneTimeOf(json.object("signature"));
    VerificationRecord record =
        new VerificationRecord(
            role,
            state,
            PackageSignature.checkSha256(json.text("sha256")),
            signature,
            json.has("received") ? shares(signature, json.text("received")) : null,
            json.has("fault") ? json.text("fault") : null,
            instant(json.text("changed")));
    json.end();
    return record;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("changed: found no time, allowed is ISO 8601", e);
    }
  }

  /** A file's content. */
  public static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}

package hashing.benchmark;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import hashing.benchmark.PackageMutation.Way;
import hashing.encode.EncoderInput;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.PackageReader;
import hashing.store.Sha256;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Uploads mutated packages to a node. Each must be answered with 4xx and a reason, or with 201; a
 * model that is stored encodes an input, and is deleted. Not thread-safe.
 */
final class PackageUploads {

  private static final String REQUIRED = "plugins.hashing.signature.required";
  private static final String TRUSTED = "plugins.hashing.signature.trusted_keys";

  /** Every so many, what came of them is printed. */
  private static final int TOLD = 1000;

  /** Every so many are sent as JSON. */
  private static final int AS_JSON = 8;

  private final NodeCalls node;
  private final Map<String, byte[]> seeds;
  private final PackageMutation.Source mutations;
  private final PackageCounts counts;
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Map<Integer, Integer> encodings = new TreeMap<>();

  PackageUploads(NodeCalls node, Map<String, byte[]> seeds, long seed, PackageCounts counts) {
    this.node = node;
    this.seeds = seeds;
    this.mutations = new PackageMutation.Source(seeds, seed);
    this.counts = counts;
  }

  /** How often each status was the answer to an upload, and to the input that was encoded. */
  Map<String, Map<Integer, Integer>> statuses() {
    return Map.of("uploads", statuses, "encodings", encodings);
  }

  /** Uploads the good packages, which a node must store. */
  void seeds() throws IOException, InterruptedException {
    for (byte[] zip : seeds.values()) {
      NodeCalls.Answer answer = put(zip, 0);
      String fault = isStored(answer) ? use(zip) : answer.toString();
      if (!fault.isEmpty()) {
        throw new IOException("a good package was answered with " + fault);
      }
    }
  }

  /** Uploads mutations, first those without a signature, then those that need a good one. */
  void run(int first, int end) throws IOException, InterruptedException {
    for (int number = first; number < end; number++) {
      PackageMutation mutation = mutations.get(number);
      if (mutation.way() != Way.SIGNATURE) {
        upload(mutation, number);
      }
      if ((number + 1) % TOLD == 0) {
        System.out.println((number + 1) + " of " + end + ": " + counts.total());
      }
    }
    require(true);
    try {
      control();
      for (int number = first; number < end; number++) {
        PackageMutation mutation = mutations.get(number);
        if (mutation.way() == Way.SIGNATURE) {
          NodeCalls.Answer put = sign(mutation.zip(), mutation.signature());
          if (put.status() / 100 == 2 || put.status() / 100 == 4) {
            upload(mutation, number);
          } else {
            count(mutation, number, 0, "FAILED", put.toString());
          }
        }
      }
    } finally {
      require(false);
    }
  }

  private void upload(PackageMutation mutation, int number) throws InterruptedException {
    long begin = System.nanoTime();
    String outcome;
    String reason = "";
    try {
      NodeCalls.Answer answer = put(mutation.zip(), number);
      statuses.merge(answer.status(), 1, Integer::sum);
      if (isStored(answer)) {
        reason = use(mutation.zip());
        outcome = !reason.isEmpty() ? "FAILED" : mutation.hostile() ? "ACCEPTED" : "STORED";
      } else {
        reason = answer.reason().replaceAll("[^ -~]", "?");
        boolean reasoned = answer.status() != 400 || PackageTrial.hasReason(reason);
        outcome = answer.status() / 100 != 4 ? "FAILED" : reasoned ? "REFUSED" : "UNREASONED";
        reason = answer.status() == 400 ? reason : answer.status() + " " + reason;
      }
    } catch (IOException e) {
      outcome = "FAILED";
      reason = e.toString();
    }
    count(mutation, number, (System.nanoTime() - begin) / 1_000_000, outcome, reason);
  }

  private void count(
      PackageMutation mutation, int number, long millis, String outcome, String reason) {
    String which = number + " " + mutation.base() + " " + mutation.way();
    counts.add(which, millis, outcome, reason);
  }

  private NodeCalls.Answer put(byte[] zip, int number) throws IOException, InterruptedException {
    String path = NodeCalls.MODELS + "/" + name(zip);
    if (number % AS_JSON != AS_JSON - 1) {
      return node.send("PUT", path, "application/*", zip);
    }
    JsonObject json = new JsonObject();
    json.addProperty("package", Base64.getEncoder().encodeToString(zip));
    return node.send("PUT", path, json);
  }

  /** New, or in place of one that an earlier run left. */
  private static boolean isStored(NodeCalls.Answer answer) {
    return answer.status() == 201 || answer.status() == 200;
  }

  /** Its own, so that a node looks further than at that; any where it cannot be read. */
  private static ModelName name(byte[] zip) {
    try {
      return PackageReader.read(zip).manifest().name();
    } catch (IllegalArgumentException e) {
      return ModelName.parse(SeedPackages.ID + "1");
    }
  }

  /** Encodes an input with a model that is stored, and deletes it; gives what went wrong. */
  private String use(byte[] zip) throws IOException, InterruptedException {
    Manifest manifest = PackageReader.read(zip).manifest();
    String path = NodeCalls.MODELS + "/" + manifest.name();
    NodeCalls.Answer encoded = node.send("POST", path + "/_encode", input(manifest));
    encodings.merge(encoded.status(), 1, Integer::sum);
    NodeCalls.Answer deleted = node.send("DELETE", path, null, null);
    return encoded.status() >= 500
        ? "encoding: " + encoded
        : deleted.status() != 200 ? "deleting: " + deleted : "";
  }

  private static JsonObject input(Manifest manifest) {
    EncoderInput input = SeedPackages.inputs(manifest.input().kind(), manifest.input()).getFirst();
    Object value =
        switch (input) {
          case EncoderInput.Text text -> text.value();
          case EncoderInput.Vector vector -> vector.values();
          case EncoderInput.Image image -> Base64.getEncoder().encodeToString(image.file());
        };
    String name = manifest.input().kind().name().toLowerCase(Locale.ROOT) + "s";
    return new Gson().toJsonTree(Map.of(name, List.of(value))).getAsJsonObject();
  }

  private NodeCalls.Answer sign(byte[] zip, byte[] signature)
      throws IOException, InterruptedException {
    String path = "/_plugins/_hashing/signatures/" + Sha256.hex(zip);
    return node.send("PUT", path, "application/json", signature);
  }

  /** With the right signature, a package is stored: else refusals would show nothing. */
  private void control() throws IOException, InterruptedException {
    LoosePackage loose = LoosePackage.read(seeds.values().iterator().next());
    JsonObject manifest = loose.manifest();
    // Other bytes than the one that is signed wrongly, and than in an earlier run.
    manifest.addProperty("method", "signed at " + Instant.now());
    loose.manifest(manifest);
    byte[] zip = loose.zip();
    NodeCalls.Answer without = put(zip, 0);
    NodeCalls.Answer signed = sign(zip, SignatureMutation.right(zip));
    NodeCalls.Answer with = put(zip, 0);
    if (without.status() != 400 || signed.status() != 200 || !isStored(with)) {
      throw new IOException("without: " + without + ", signed: " + signed + ", with: " + with);
    }
    String fault = use(zip);
    if (!fault.isEmpty()) {
      throw new IOException("a signed package was answered with " + fault);
    }
  }

  /** Whether the node takes signed packages alone, from now on. */
  private void require(boolean signed) throws IOException, InterruptedException {
    JsonObject settings = new JsonObject();
    String key = Base64.getEncoder().encodeToString(SignatureMutation.publicKey().getEncoded());
    Gson gson = new Gson();
    settings.add(TRUSTED, signed ? gson.toJsonTree(List.of(key)) : null);
    settings.add(REQUIRED, signed ? gson.toJsonTree("ed25519") : null);
    JsonObject body = new JsonObject();
    body.add("persistent", settings);
    NodeCalls.Answer answer = node.send("PUT", "/_cluster/settings", body);
    if (answer.status() != 200) {
      throw new IOException("settings were answered with " + answer);
    }
  }
}

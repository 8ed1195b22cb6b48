package hashing.opensearch.signature;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import hashing.encode.InputKind;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.EncodeRequest;
import hashing.opensearch.model.ModelFixtures;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.store.PutModelAction;
import hashing.opensearch.store.PutModelRequest;
import hashing.signature.Ed25519Signature;
import hashing.signature.KeyFolder;
import hashing.signature.KeyPool;
import hashing.signature.OneTimeSignature;
import hashing.signature.PackageSignature;
import hashing.signature.Pair;
import hashing.signature.Role;
import hashing.signature.SignatureJson;
import hashing.signature.SignedMessage;
import hashing.signature.VerificationState;
import hashing.signature.VerificationStep;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.ActionType;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Keys, signatures and verifications on a node; signer and verifier are folders outside. */
public class SignatureActionTests extends OpenSearchSingleNodeTestCase {
  private static final String POOL = "0123456789abcdef0123456789abcdef";

  private final byte[] file = ModelFixtures.hyperplanes("signs@1", 64, 4, 7);
  private final Map<Pair, KeyPool> pools = new HashMap<>();

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  @Override
  protected boolean resetNodeAfterTest() {
    return true;
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    Random random = new Random(randomLong());
    for (Pair pair : Pair.values()) {
      pools.put(pair, KeyPool.random(new KeyPool.Facts(POOL, pair, 128, 1), 4, random));
    }
  }

  private KeyFolder folder(String name, Pair... pairs) throws IOException {
    KeyFolder folder = KeyFolder.open(createTempDir().resolve(name));
    for (Pair pair : pairs) {
      folder.add(pools.get(pair));
    }
    return folder;
  }

  private OneTimeSignature signed() throws IOException {
    try (KeyFolder alice = folder("alice", Pair.values())) {
      return alice.sign(SignedMessage.ofPackage(file), 1e-10, new Random(randomLong()));
    }
  }

  private Map<String, Object> run(ActionType<SignatureResponse> action, String name, String body) {
    return client()
        .execute(action, new SignatureRequest(name, SignatureJson.bytes(body)))
        .actionGet()
        .shown();
  }

  private void importKeys(Pair pair) {
    run(ImportKeysAction.INSTANCE, "", SignatureJson.write(pools.get(pair)));
  }

  private void put(PackageSignature signature) {
    run(PutSignatureAction.INSTANCE, signature.sha256(), SignatureJson.write(signature));
  }

  private void upload() {
    client().execute(PutModelAction.INSTANCE, new PutModelRequest("signs", file)).actionGet();
  }

  private Map<String, Object> verify(String body) {
    return run(VerifyAction.INSTANCE, "signs@1", body);
  }

  private static String received(String role, Object sent) throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder().startObject()) {
      return json.field("role", role).field("received", sent).endObject().toString();
    }
  }

  @SuppressWarnings("unchecked") // of JSON
  private static byte[] file(Object sent) throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder()) {
      return BytesReference.toBytes(BytesReference.bytes(json.map((Map<String, ?>) sent)));
    }
  }

  private void encode() {
    EncodeRequest request =
        new EncodeRequest("signs@1", InputKind.VECTOR, List.of(List.of(1.0, 2.0, 3.0, 4.0)));
    client().execute(EncodeAction.INSTANCE, request).actionGet();
  }

  private void set(Settings settings) {
    client().admin().cluster().prepareUpdateSettings().setPersistentSettings(settings).get();
  }

  private void require(String signature) {
    set(Settings.builder().put(SignaturePolicy.REQUIRED.getKey(), signature).build());
  }

  @Override
  public void tearDown() throws Exception {
    set(
        Settings.builder()
            .putNull(SignaturePolicy.REQUIRED.getKey())
            .putNull(SignaturePolicy.TRUSTED_KEYS.getKey())
            .build());
    super.tearDown();
  }

  private static void assertRefused(RestStatus status, String message, ThrowingRunnable request) {
    Throwable cause = ExceptionsHelper.unwrapCause(expectThrows(Exception.class, request));
    assertThat(cause.getMessage(), containsString(message));
    assertEquals(cause.toString(), status, ExceptionsHelper.status(cause));
  }

  public void testTheClusterAsReceiver() throws IOException {
    OneTimeSignature signature = signed();
    put(signature);
    upload();
    assertEquals("unverified", verify("").get("one_time"));
    assertRefused(RestStatus.BAD_REQUEST, "keys/_import", () -> verify("{\"role\": \"receiver\"}"));
    importKeys(Pair.SIGNER_RECEIVER);
    Map<String, Object> committed = verify("{\"role\": \"receiver\"}");
    assertEquals("committed", committed.get("state"));
    assertEquals(true, committed.get("nonrepudiation"));
    SignedMessage message = SignedMessage.ofPackage(file);
    try (KeyFolder charlie = folder("charlie", Pair.SIGNER_VERIFIER)) {
      VerificationStep answer =
          VerificationStep.take(
              charlie.verification(),
              Role.VERIFIER,
              message,
              signature,
              charlie.share(signature, Pair.SIGNER_VERIFIER, 1e-10),
              file(committed.get("send")));
      String body = "{\"role\": \"receiver\", \"received\": " + answer.outgoing() + "}";
      Map<String, Object> accepted = verify(body);
      assertEquals("accepted", accepted.get("state"));
      assertEquals(accepted, verify(body));
      VerificationStep last =
          VerificationStep.take(
              charlie.verification(),
              Role.VERIFIER,
              message,
              signature,
              charlie.share(signature, Pair.SIGNER_VERIFIER, 1e-10),
              file(accepted.get("send")));
      assertEquals(VerificationState.ACCEPTED, last.record().state());
    }
    assertEquals("accepted", verify("").get("one_time"));
    assertEquals(true, verify("{}").get("nonrepudiation"));
  }

  public void testTheClusterAsVerifier() throws IOException {
    OneTimeSignature signature = signed();
    put(signature);
    upload();
    importKeys(Pair.SIGNER_VERIFIER);
    assertRefused(
        RestStatus.BAD_REQUEST,
        "the receiver's commitment",
        () -> verify("{\"role\": \"verifier\"}"));
    SignedMessage message = SignedMessage.ofPackage(file);
    try (KeyFolder bob = folder("bob", Pair.SIGNER_RECEIVER)) {
      VerificationStep commitment =
          VerificationStep.take(
              bob.verification(),
              Role.RECEIVER,
              message,
              signature,
              bob.share(signature, Pair.SIGNER_RECEIVER, 1e-10),
              null);
      Map<String, Object> exchanged =
          verify("{\"role\": \"verifier\", \"received\": " + commitment.outgoing() + "}");
      assertEquals("shares_exchanged", exchanged.get("state"));
      VerificationStep verdict =
          VerificationStep.take(
              bob.verification(),
              Role.RECEIVER,
              message,
              signature,
              bob.share(signature, Pair.SIGNER_RECEIVER, 1e-10),
              file(exchanged.get("send")));
      Map<String, Object> accepted =
          verify("{\"role\": \"verifier\", \"received\": " + verdict.outgoing() + "}");
      assertEquals("accepted", accepted.get("state"));
      assertEquals(true, accepted.get("nonrepudiation"));
    }
  }

  public void testAllRolesInOneProveNothing() throws IOException {
    put(signed());
    upload();
    importKeys(Pair.SIGNER_RECEIVER);
    importKeys(Pair.SIGNER_VERIFIER);
    Map<String, Object> accepted = verify("{\"role\": \"all\"}");
    assertEquals("accepted", accepted.get("state"));
    assertEquals(false, accepted.get("nonrepudiation"));
    assertFalse(accepted.containsKey("send"));
    assertEquals(accepted, verify("{\"role\": \"all\"}"));
  }

  public void testASecondSignatureOfAGroupIsRefused() throws IOException {
    importKeys(Pair.SIGNER_RECEIVER);
    upload();
    put(signed());
    verify("{\"role\": \"receiver\"}");
    put(signed()); // of the same group, as the signer of this test forgets
    assertRefused(
        RestStatus.CONFLICT,
        "another document or signature",
        () -> verify("{\"role\": \"receiver\"}"));
    Map<String, Object> early =
        Map.of("role", "receiver", "received", Map.of("format", 1, "from", "verifier"));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "sha256: found none",
        () -> verify(received("receiver", early.get("received"))));
  }

  public void testKeysAreImportedOnceAndNeverShown() throws IOException {
    importKeys(Pair.SIGNER_RECEIVER);
    assertRefused(RestStatus.BAD_REQUEST, "imported once", () -> importKeys(Pair.SIGNER_RECEIVER));
    OneTimeSignature signature = signed();
    put(signature);
    upload();
    String keys = SignatureJson.keys(pools.get(Pair.SIGNER_RECEIVER).groups().getFirst());
    assertThat(verify("").toString(), not(containsString(keys)));
    Map<String, Object> shown = run(GetSignaturesAction.INSTANCE, signature.sha256(), "");
    assertThat(shown.toString(), not(containsString(keys)));
    assertThat(shown.toString(), containsString(signature.hash().hex()));
    assertRefused(
        RestStatus.NOT_FOUND,
        "no signature",
        () -> run(GetSignaturesAction.INSTANCE, "00".repeat(32), ""));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "as in the path",
        () -> run(PutSignatureAction.INSTANCE, "00".repeat(32), SignatureJson.write(signature)));
  }

  public void testRequiredEd25519() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    set(
        Settings.builder()
            .put(SignaturePolicy.REQUIRED.getKey(), "ed25519")
            .putList(
                SignaturePolicy.TRUSTED_KEYS.getKey(),
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))
            .build());
    assertRefused(RestStatus.BAD_REQUEST, "found no signature that fits it", this::upload);
    String sha256 = SignedMessage.ofPackage(file).sha256();
    put(Ed25519Signature.sign(sha256, stranger.getPrivate()));
    assertRefused(RestStatus.BAD_REQUEST, "found no signature that fits it", this::upload);
    put(Ed25519Signature.sign(sha256, pair.getPrivate()));
    upload();
    encode();
    assertEquals("valid", verify("").get("ed25519"));
    assertEquals("none", verify("").get("one_time"));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "found no Ed25519 key",
        () ->
            set(Settings.builder().putList(SignaturePolicy.TRUSTED_KEYS.getKey(), "AAAA").build()));
    assertRefused(RestStatus.BAD_REQUEST, "found [sha1], allowed are", () -> require("sha1"));
  }

  public void testRequiredOneTime() throws IOException {
    require("one_time");
    assertRefused(RestStatus.BAD_REQUEST, "found no signature that fits it", this::upload);
    put(signed());
    assertRefused(RestStatus.BAD_REQUEST, "found no signature that fits it", this::upload);
    importKeys(Pair.SIGNER_RECEIVER);
    upload();
    assertRefused(RestStatus.BAD_REQUEST, "found no verified signature", this::encode);
    assertRefused(RestStatus.BAD_REQUEST, "_verify ended as [accepted]", this::encode);
    importKeys(Pair.SIGNER_VERIFIER);
    verify("{\"role\": \"all\"}");
    encode();
  }

  public void testRequiredAny() throws Exception {
    require("any");
    assertRefused(
        RestStatus.BAD_REQUEST, "is [any], found no signature that fits it", this::upload);
    put(signed());
    assertRefused(RestStatus.BAD_REQUEST, "found no signature that fits it", this::upload);
    importKeys(Pair.SIGNER_RECEIVER);
    upload();
    assertRefused(RestStatus.BAD_REQUEST, "is [any], found no verified signature", this::encode);
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    put(Ed25519Signature.sign(SignedMessage.ofPackage(file).sha256(), pair.getPrivate()));
    assertRefused(RestStatus.BAD_REQUEST, "found no verified signature", this::encode);
    trust(pair);
    encode();
    trust();
    encode(); // what is loaded stays
    ModelRegistry models = getInstanceFromNode(ModelRegistry.class);
    assertBusy(() -> assertTrue("its thread is done", models.release("signs@1")));
    assertRefused(RestStatus.BAD_REQUEST, "found no verified signature", this::encode);
    importKeys(Pair.SIGNER_VERIFIER);
    verify("{\"role\": \"all\"}");
    encode();
  }

  private void trust(KeyPair... pairs) {
    List<String> keys =
        Stream.of(pairs)
            .map(pair -> Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))
            .toList();
    set(Settings.builder().putList(SignaturePolicy.TRUSTED_KEYS.getKey(), keys).build());
  }

  @SuppressWarnings("unchecked") // of JSON
  private List<Map<String, Object>> keys(String pool) {
    return (List<Map<String, Object>>) run(GetKeysAction.INSTANCE, pool, "").get("keys");
  }

  private static void assertKeys(
      Map<String, Object> keys, String pair, List<Integer> spent, int free, boolean deleted) {
    assertEquals(POOL, keys.get("pool"));
    assertEquals(pair, keys.get("pair"));
    assertEquals(4, keys.get("groups"));
    assertEquals(128, keys.get("group_bits"));
    assertEquals(spent, keys.get("spent"));
    assertEquals(free, keys.get("free"));
    assertEquals(deleted, keys.get("deleted"));
  }

  public void testSpentKeysStaySpent() throws IOException {
    assertEquals(List.of(), keys(""));
    importKeys(Pair.SIGNER_RECEIVER);
    upload();
    put(signed());
    assertKeys(keys(POOL).getFirst(), "signer_receiver", List.of(), 4, false);
    verify("{\"role\": \"receiver\"}");
    assertKeys(keys("").getFirst(), "signer_receiver", List.of(0), 3, false);
    importKeys(Pair.SIGNER_VERIFIER);
    assertKeys(keys(POOL).getLast(), "signer_verifier", List.of(), 4, false);
    verify("{\"role\": \"all\"}");

    Map<String, Object> deleted = run(DeleteKeysAction.INSTANCE, POOL, "");
    assertEquals(List.of("signer_receiver", "signer_verifier"), deleted.get("pairs"));
    assertEquals(2, keys("").size());
    assertKeys(keys("").getFirst(), "signer_receiver", List.of(0), 0, true);
    assertKeys(keys("").getLast(), "signer_verifier", List.of(0), 0, true);
    assertRefused(
        RestStatus.NOT_FOUND, "found no keys", () -> run(DeleteKeysAction.INSTANCE, POOL, ""));
    assertRefused(RestStatus.BAD_REQUEST, "keys/_import", () -> verify("{\"role\": \"receiver\"}"));
    assertEquals("both keys were here", false, verify("").get("nonrepudiation"));

    importKeys(Pair.SIGNER_RECEIVER);
    assertKeys(keys("").getFirst(), "signer_receiver", List.of(0), 3, false);
    assertEquals(false, verify("{\"role\": \"receiver\"}").get("nonrepudiation"));
    put(signed()); // of the same group, as the signer of this test forgets
    assertRefused(
        RestStatus.CONFLICT,
        "another document or signature",
        () -> verify("{\"role\": \"receiver\"}"));
  }

  public void testListHasNoKeys() {
    importKeys(Pair.SIGNER_RECEIVER);
    String first = pools.get(Pair.SIGNER_RECEIVER).groups().getFirst().x().hex();
    assertThat(keys("").toString(), not(containsString(first)));
    run(DeleteKeysAction.INSTANCE, POOL, "");
    assertThat(keys("").toString(), not(containsString(first)));
    assertRefused(RestStatus.NOT_FOUND, "found no keys of pool [other]", () -> keys("other"));
  }
}

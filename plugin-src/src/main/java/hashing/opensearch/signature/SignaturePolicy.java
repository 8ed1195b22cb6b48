package hashing.opensearch.signature;

import hashing.opensearch.model.Model;
import hashing.opensearch.store.UploadCheck;
import hashing.signature.Ed25519Signature;
import hashing.signature.GroupLength;
import hashing.signature.KeyPool;
import hashing.signature.OneTimeSignature;
import hashing.signature.Pair;
import hashing.signature.Role;
import hashing.signature.SignedMessage;
import hashing.signature.VerificationRecord;
import hashing.signature.VerificationState;
import hashing.store.Sha256;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;

/**
 * Refuses packages without the signature that the cluster asks for, when they are uploaded and when
 * an encoder is made of them. A one-time signature must be there on upload; on load its
 * verification must have ended with "accepted" in this cluster. What a node has loaded already it
 * keeps.
 */
public final class SignaturePolicy implements UploadCheck {

  /** What is asked for. */
  public static final Setting<RequiredSignature> REQUIRED =
      new Setting<>(
          "plugins.hashing.signature.required",
          RequiredSignature.NONE.toString(),
          RequiredSignature::parse,
          Property.NodeScope,
          Property.Dynamic);

  /** Public keys of those who may sign by Ed25519: base64 of X.509, as between the lines of PEM. */
  public static final Setting<List<PublicKey>> TRUSTED_KEYS =
      Setting.listSetting(
          "plugins.hashing.signature.trusted_keys",
          List.of(),
          SignaturePolicy::key,
          Property.NodeScope,
          Property.Dynamic);

  private final SignatureStore store;
  private volatile RequiredSignature required;
  private volatile List<PublicKey> trusted;

  SignaturePolicy(SignatureStore store, ClusterService cluster) {
    this.store = store;
    required = REQUIRED.get(cluster.getSettings());
    trusted = TRUSTED_KEYS.get(cluster.getSettings());
    cluster.getClusterSettings().addSettingsUpdateConsumer(REQUIRED, now -> required = now);
    cluster.getClusterSettings().addSettingsUpdateConsumer(TRUSTED_KEYS, now -> trusted = now);
  }

  private static PublicKey key(String base64) {
    try {
      return Ed25519Signature.publicKey(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "[plugins.hashing.signature.trusted_keys] " + e.getMessage(), e);
    }
  }

  List<PublicKey> trusted() {
    return trusted;
  }

  /** Refuses an upload without the signature that is asked for; keeps no facts. */
  @Override
  public Map<String, Object> check(Upload upload) {
    RequiredSignature asked = required;
    if (asked == RequiredSignature.NONE) {
      return Map.of();
    }
    String sha256 = Sha256.hex(upload.file());
    boolean signed =
        hasEd25519(asked, sha256)
            || (hasOneTime(asked)
                && store
                    .oneTime(sha256)
                    .filter(found -> canBeVerified(found, upload.file()))
                    .isPresent());
    if (!signed) {
      throw refusal(asked, sha256, "signature that fits it", "");
    }
    return Map.of();
  }

  /** Refuses to load a package without the signature that is asked for. Blocks. */
  void checkLoad(Model model) {
    RequiredSignature asked = required;
    String sha256 = model.details().sha256();
    if (asked == RequiredSignature.NONE || sha256 == null) {
      return; // or built in
    }
    if (!hasEd25519(asked, sha256) && !(hasOneTime(asked) && isAccepted(sha256))) {
      String accepted =
          hasOneTime(asked)
              ? ", of one time after POST /_plugins/_hashing/models/"
                  + model.name()
                  + "/_verify ended as [accepted]"
              : "";
      throw refusal(asked, sha256, "verified signature", accepted);
    }
  }

  private boolean hasEd25519(RequiredSignature asked, String sha256) {
    return asked != RequiredSignature.ONE_TIME && isValid(sha256).orElse(false);
  }

  private static boolean hasOneTime(RequiredSignature asked) {
    return asked != RequiredSignature.ED25519;
  }

  /** Whether a trusted key signed a package by Ed25519, empty where there is no signature. */
  Optional<Boolean> isValid(String sha256) {
    return store
        .signature(sha256, Ed25519Signature.SCHEME, Ed25519Signature.class)
        .map(signature -> signature.isValid(sha256, trusted));
  }

  private boolean canBeVerified(OneTimeSignature signature, byte[] file) {
    SignedMessage message = SignedMessage.ofPackage(file);
    return message.bits() == signature.messageBits()
        && Stream.of(Pair.values())
            .flatMap(pair -> store.pool(signature.pool(), pair).stream())
            .anyMatch(pool -> holds(pool, signature));
  }

  private static boolean holds(KeyPool pool, OneTimeSignature signature) {
    GroupLength.check(pool.facts(), signature.messageBits(), GroupLength.DEFAULT_EPSILON);
    return signature.group() < pool.groups().size();
  }

  private boolean isAccepted(String sha256) {
    return store
        .oneTime(sha256)
        .filter(signature ->
            Stream.of(Role.values())
                .flatMap(role -> store.find(VerificationRecord.id(role, signature)).stream())
                .anyMatch(record ->
                    record.state() == VerificationState.ACCEPTED
                        && record.sha256().equals(sha256)
                        && record.signature().equals(signature)))
        .isPresent();
  }

  private static IllegalArgumentException refusal(
      RequiredSignature asked, String sha256, String lacking, String also) {
    return new IllegalArgumentException(
        "["
            + REQUIRED.getKey()
            + "] is ["
            + asked
            + "], found no "
            + lacking
            + " for the package of SHA-256 ["
            + sha256
            + "]; allowed is one brought by PUT /_plugins/_hashing/signatures/"
            + sha256
            + also);
  }
}

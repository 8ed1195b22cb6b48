package hashing.opensearch.signature;

import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.store.ModelStore;
import hashing.signature.GroupLength;
import hashing.signature.KeyGroup;
import hashing.signature.KeyPool;
import hashing.signature.OneTimeSignature;
import hashing.signature.Pair;
import hashing.signature.Role;
import hashing.signature.SignatureJson;
import hashing.signature.SignedMessage;
import hashing.signature.Verification;
import hashing.signature.VerificationRecord;
import hashing.signature.VerificationStep;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.TransportService;

/**
 * Says how a model's signatures stand, and with a role takes the cluster's next step in verifying
 * the one-time signature: as receiver or verifier with another party, or as both at once, which
 * proves integrity and nothing to others.
 */
public final class TransportVerifyAction extends SignatureTransportAction {
  private final ModelRegistry models;
  private final ModelStore packages;
  private final SignatureService signatures;

  /** Called by OpenSearch. */
  @Inject
  public TransportVerifyAction(
      TransportService transport,
      ActionFilters filters,
      ModelRegistry models,
      ModelStore packages,
      SignatureService signatures) {
    super(VerifyAction.NAME, transport, filters);
    this.models = models;
    this.packages = packages;
    this.signatures = signatures;
  }

  @Override
  SignatureResponse answer(SignatureRequest request) {
    VerifyBody body = VerifyBody.parse(request.body());
    Model model =
        models
            .find(request.name())
            .orElseThrow(() ->
                new OpenSearchStatusException(
                    "found no model [{}], there are {}",
                    RestStatus.NOT_FOUND,
                    request.name(),
                    models.names()));
    String sha256 = model.details().sha256();
    if (sha256 == null) {
      throw new IllegalArgumentException(
          "[id] found ["
              + model.name()
              + "], which is built in; allowed is a model with a package");
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("model_id", model.name().toString());
    shown.put("sha256", sha256);
    Optional<OneTimeSignature> oneTime = signatures.store().oneTime(sha256);
    if (!body.hasStep()) {
      show(shown, sha256, oneTime);
      return new SignatureResponse(shown);
    }
    OneTimeSignature signature =
        oneTime.orElseThrow(() ->
            new IllegalArgumentException(
                "[role] found ["
                    + body.role()
                    + "], but no one-time signature of ["
                    + model.name()
                    + "]; bring it by PUT /_plugins/_hashing/signatures/"
                    + sha256));
    SignedMessage message = SignedMessage.ofPackage(packages.file(model));
    if (body.isAll()) {
      showRecord(shown, all(message, signature), signature);
    } else {
      VerificationStep step = step(body.party(), message, signature, body.received());
      showRecord(shown, step.record(), signature);
      if (step.outgoing() != null) {
        shown.put(
            "send", XContentHelper.convertToMap(JsonXContent.jsonXContent, step.outgoing(), true));
      }
    }
    return new SignatureResponse(shown);
  }

  private void show(Map<String, Object> shown, String sha256, Optional<OneTimeSignature> oneTime) {
    shown.put(
        "ed25519",
        signatures
            .policy()
            .isValid(sha256)
            .map(valid -> valid ? "valid" : "not_by_a_trusted_key")
            .orElse("none"));
    shown.put("one_time", oneTime.isPresent() ? "unverified" : "none");
    oneTime.ifPresent(signature -> {
      for (Role role : Role.values()) {
        signatures
            .store()
            .find(VerificationRecord.id(role, signature))
            .ifPresent(record -> shown.put("one_time", lower(record.state())));
      }
      shown.put("nonrepudiation", areApart(signature));
    });
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Whether the other share lies elsewhere. */
  private boolean areApart(OneTimeSignature signature) {
    return signatures.store().pairs(signature.pool()).size() < Pair.values().length;
  }

  private void showRecord(
      Map<String, Object> shown, VerificationRecord record, OneTimeSignature signature) {
    shown.put("role", lower(record.role()));
    shown.put("state", lower(record.state()));
    shown.put("nonrepudiation", areApart(signature));
    if (record.fault() != null) {
      shown.put("fault", record.fault());
    }
  }

  private VerificationStep step(
      Role role, SignedMessage message, OneTimeSignature signature, byte[] received) {
    Verification verification = new Verification(signatures.store(), Clock.systemUTC());
    KeyGroup own = share(signature, role.pair());
    return VerificationStep.take(verification, role, message, signature, own, received);
  }

  /** Both parties here, one after the other. */
  private VerificationRecord all(SignedMessage message, OneTimeSignature signature) {
    byte[] commitment = send(step(Role.RECEIVER, message, signature, null));
    byte[] answer = send(step(Role.VERIFIER, message, signature, commitment));
    byte[] verdict = send(step(Role.RECEIVER, message, signature, answer));
    return step(Role.VERIFIER, message, signature, verdict).record();
  }

  private static byte[] send(VerificationStep step) {
    return SignatureJson.bytes(step.outgoing());
  }

  private KeyGroup share(OneTimeSignature signature, Pair pair) {
    KeyPool pool =
        signatures
            .store()
            .pool(signature.pool(), pair)
            .filter(found -> signature.group() < found.groups().size())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "[role] needs group ["
                        + signature.group()
                        + "] of pool ["
                        + signature.pool()
                        + "] of ["
                        + lower(pair)
                        + "]; import it by POST /_plugins/_hashing/keys/_import"));
    GroupLength.check(pool.facts(), signature.messageBits(), GroupLength.DEFAULT_EPSILON);
    return pool.groups().get(signature.group());
  }
}

package hashing.opensearch.signature;

import java.util.List;
import org.opensearch.action.ActionRequest;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.plugins.ActionPlugin.ActionHandler;

/** The actions on signatures and what carries them out. */
public final class SignatureActions {

  private SignatureActions() {}

  /** For the node's registration. */
  public static List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> all() {
    return List.of(
        new ActionHandler<>(ImportKeysAction.INSTANCE, TransportImportKeysAction.class),
        new ActionHandler<>(GetKeysAction.INSTANCE, TransportGetKeysAction.class),
        new ActionHandler<>(DeleteKeysAction.INSTANCE, TransportDeleteKeysAction.class),
        new ActionHandler<>(PutSignatureAction.INSTANCE, TransportPutSignatureAction.class),
        new ActionHandler<>(GetSignaturesAction.INSTANCE, TransportGetSignaturesAction.class),
        new ActionHandler<>(VerifyAction.INSTANCE, TransportVerifyAction.class));
  }
}

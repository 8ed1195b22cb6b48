package hashing.opensearch;

import hashing.opensearch.encode.TransportEncodeAction;
import hashing.opensearch.mapper.CodeStorage;
import hashing.opensearch.model.EncodeThreads;
import hashing.opensearch.model.EncoderMemory;
import hashing.opensearch.signature.SignaturePolicy;
import java.util.List;
import org.opensearch.common.settings.Setting;

/** The plugin's settings, of indices and of nodes. */
final class HashingSettings {

  private HashingSettings() {}

  static List<Setting<?>> all() {
    return List.of(
        CodeStorage.CODEC_ENABLED,
        CodeStorage.CODEC_ENABLED_BY_DEFAULT,
        TransportEncodeAction.MAX_INPUTS,
        EncoderMemory.LIMIT,
        EncodeThreads.TIMEOUT,
        EncodeThreads.TRIAL_TIMEOUT,
        EncodeThreads.QUEUE_SIZE,
        SignaturePolicy.REQUIRED,
        SignaturePolicy.TRUSTED_KEYS);
  }
}

package hashing.opensearch.store;

import hashing.encode.Encoder;
import hashing.store.ModelPackage;
import java.util.Map;

/**
 * Judges a package on upload, before anything of it is written, and finds out what is to be kept
 * about it. Runs on the thread for trials of the node that was asked.
 */
@FunctionalInterface
public interface UploadCheck {

  /**
   * Judges a package.
   *
   * @return facts, JSON values by names that no other check uses, to be kept with the model and
   *     shown by {@code GET}, but for those whose names start with {@code _}; none where there is
   *     nothing to keep
   * @throws IllegalArgumentException if it is refused; the message says what was found and what is
   *     allowed
   */
  Map<String, Object> check(Upload upload);

  /**
   * What was uploaded.
   *
   * @param file the package's bytes, which nobody changes
   * @param encoder that it holds, open until the last check is done
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Upload(byte[] file, ModelPackage contents, Encoder encoder) {}
}

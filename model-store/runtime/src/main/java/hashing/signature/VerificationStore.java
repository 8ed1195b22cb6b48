package hashing.signature;

import java.util.Optional;

/**
 * Keeps the records of verifications. What a method wrote is durable when it returns, also if the
 * process is killed or the power fails right after.
 */
public interface VerificationStore {

  /** The record of an id, empty where there is none. */
  Optional<VerificationRecord> find(String id);

  /**
   * Writes the first record of its id.
   *
   * @throws IllegalStateException if there is one, also of another process
   */
  void create(VerificationRecord first);

  /**
   * Replaces a record.
   *
   * @throws IllegalStateException if the present one is not {@code from}
   */
  void replace(VerificationRecord from, VerificationRecord to);
}

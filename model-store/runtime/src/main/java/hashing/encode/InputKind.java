package hashing.encode;

/** What an encoder takes. */
public enum InputKind {
  TEXT,
  IMAGE,
  VECTOR
}

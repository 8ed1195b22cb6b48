package hashing.train;

/** Where a training leaves its state after each round, and finds it again. */
public interface Checkpoint {

  /** Keeps nothing. */
  Checkpoint NONE =
      new Checkpoint() {
        @Override
        public byte[] last() {
          return null;
        }

        @Override
        public void save(State state) {}
      };

  /** The state to go on from; null to begin at the beginning. Asked for once. */
  byte[] last();

  /** A round is done. Only a checkpoint that wants the state makes it be written. */
  void save(State state);

  /** Writes a state when asked. */
  @FunctionalInterface
  interface State {
    byte[] bytes();
  }
}

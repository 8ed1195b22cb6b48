package hashing.train;

/** Who is told how far a training is. Called by the training thread alone. */
public interface Progress {

  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void start(String stage, long steps) {}

        @Override
        public void step(String message) {}
      };

  /** A stage of so many steps begins, and the one before it has ended. */
  void start(String stage, long steps);

  /** One step of the stage is done; the message has its figures and may be empty. */
  void step(String message);
}

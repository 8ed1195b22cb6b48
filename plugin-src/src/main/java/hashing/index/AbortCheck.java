package hashing.index;

import java.io.IOException;

/** Asks now and then whether a merge was aborted. */
final class AbortCheck {

  private static final int INTERVAL = 1 << 14;

  /** Throws if the work is no longer wanted. */
  interface Question {
    void ask() throws IOException;
  }

  private final Question question;
  private int steps;

  AbortCheck(Question question) {
    this.question = question;
  }

  /** Asks at once. */
  void ask() throws IOException {
    question.ask();
  }

  /** To be called for each code or document. */
  void step() throws IOException {
    if (++steps % INTERVAL == 0) {
      question.ask();
    }
  }
}

package hashing.cli;

import hashing.train.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One bar a stage, on standard error; nothing at all if it is off. */
final class TerminalProgress implements Progress, AutoCloseable {

  private final boolean on;
  private ProgressBar bar;

  TerminalProgress(boolean on) {
    this.on = on;
  }

  @Override
  public void start(String stage, long steps) {
    close();
    if (on) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(stage)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .build();
    }
  }

  @Override
  public void step(String message) {
    if (bar != null) {
      bar.setExtraMessage(message);
      bar.step();
    }
  }

  /** Sets the stage to so many steps done. */
  void stepTo(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** The same, with words before each stage's name. */
  Progress within(String words) {
    return new Progress() {
      @Override
      public void start(String stage, long steps) {
        TerminalProgress.this.start(words + stage, steps);
      }

      @Override
      public void step(String message) {
        TerminalProgress.this.step(message);
      }
    };
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}

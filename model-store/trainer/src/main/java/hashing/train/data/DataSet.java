package hashing.train.data;

import hashing.train.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Data to train and to evaluate on, by name. Stateless. */
public interface DataSet {

  /** Its name on the command line. */
  String name();

  /** What it holds, in half a line. */
  String summary();

  /** How its items can become rows, the default first. */
  List<String> features();

  /** How to get its files into a folder. */
  Recipe recipe();

  /** Where its files are looked for unless a folder is named. */
  Path defaultFolder();

  /**
   * Loads a division.
   *
   * @throws IOException if a file is missing or is not the one that is known; the message says how
   *     to get it
   * @throws IllegalArgumentException if there are no such features
   */
  DataDivision load(Request request, Progress progress) throws IOException;

  /**
   * What to load.
   *
   * @param folder with the files
   * @param features one of {@link DataSet#features}
   * @param asked which items to ask with
   */
  record Request(Path folder, String features, Asked asked) {}

  /** Which items are held out of training, to ask with. */
  enum Asked {
    /** Those for figures that are reported. */
    TEST,
    /** Those for choices, such as of settings; the test items are not looked at. */
    VALIDATION
  }
}

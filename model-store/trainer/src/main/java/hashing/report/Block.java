package hashing.report;

import java.util.List;

/** A piece of a report, to be written as HTML or as Markdown. Texts are plain. */
sealed interface Block {

  /** A heading, level 1 to 3. */
  record Heading(int level, String text) implements Block {}

  /** A paragraph. */
  record Paragraph(String text) implements Block {}

  /** A table; the first column names the row. */
  record Table(List<String> header, List<List<String>> rows) implements Block {}

  /** A list. */
  record Items(List<String> texts) implements Block {}

  /** A picture beside the report. */
  record Picture(String file, String text) implements Block {}
}

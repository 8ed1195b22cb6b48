package hashing.report;

import java.util.Collections;
import java.util.List;

/** Writes blocks as Markdown. Stateless. */
final class Markdown {

  private Markdown() {}

  static String of(List<Block> blocks) {
    StringBuilder out = new StringBuilder();
    for (Block block : blocks) {
      switch (block) {
        case Block.Heading heading ->
            out.append("#".repeat(heading.level())).append(' ').append(heading.text()).append('\n');
        case Block.Paragraph paragraph -> out.append(escaped(paragraph.text())).append('\n');
        case Block.Items items ->
            items.texts().forEach(text -> out.append("- ").append(escaped(text)).append('\n'));
        case Block.Picture picture ->
            out.append("![" + escaped(picture.text()) + "](" + picture.file() + ")\n");
        case Block.Table table -> {
          row(out, table.header());
          row(out, Collections.nCopies(table.header().size(), "---"));
          table.rows().forEach(row -> row(out, row));
        }
      }
      out.append('\n');
    }
    return out.toString().stripTrailing() + "\n";
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append('|');
    cells.forEach(cell -> out.append(' ').append(escaped(cell)).append(" |"));
    out.append('\n');
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("\n", " ");
  }
}

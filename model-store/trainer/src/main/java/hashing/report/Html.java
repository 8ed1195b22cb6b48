package hashing.report;

import java.util.List;

/** Writes blocks as one page of HTML; pictures lie beside it. Stateless. */
final class Html {

  private static final String STYLE =
      "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:78em;padding:0 1em}"
          + "table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:13px}"
          + "th,td{padding:.25em .6em;border-bottom:1px solid #ccc;text-align:right}"
          + "th:first-child,td:first-child{text-align:left}img{max-width:100%}";

  private Html() {}

  static String of(String title, List<Block> blocks) {
    StringBuilder out = new StringBuilder();
    out.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>");
    out.append(escaped(title)).append("</title>\n<style>").append(STYLE).append("</style>\n");
    blocks.forEach(block -> out.append(of(block)).append('\n'));
    return out.append("</html>\n").toString();
  }

  private static String of(Block block) {
    return switch (block) {
      case Block.Heading heading -> element("h" + heading.level(), escaped(heading.text()));
      case Block.Paragraph paragraph -> element("p", escaped(paragraph.text()));
      case Block.Items items -> element("ul", cells("li", items.texts()));
      case Block.Picture picture ->
          "<p><img src=\"" + picture.file() + "\" alt=\"" + escaped(picture.text()) + "\"></p>";
      case Block.Table table -> {
        StringBuilder rows = new StringBuilder(element("tr", cells("th", table.header())));
        table.rows().forEach(row -> rows.append('\n').append(element("tr", cells("td", row))));
        yield element("table", rows.toString());
      }
    };
  }

  private static String cells(String name, List<String> texts) {
    StringBuilder cells = new StringBuilder();
    texts.forEach(text -> cells.append(element(name, escaped(text))));
    return cells.toString();
  }

  private static String element(String name, String inside) {
    return "<" + name + ">" + inside + "</" + name + ">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

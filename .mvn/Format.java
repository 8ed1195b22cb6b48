import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java file of the project, or with {@code check} names those that are not formatted.
 */
public final class Format {

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> unformatted = new ArrayList<>();
    for (Path file : sources()) {
      String found = Files.readString(file);
      String imports = RemoveUnusedImports.removeUnusedImports(found);
      String wanted =
          formatter.formatSource(
              ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.GOOGLE));
      if (!found.equals(wanted)) {
        unformatted.add(file);
        if (apply) {
          Files.writeString(file, wanted);
        }
      }
    }
    unformatted.forEach(
        file -> System.out.println((apply ? "formatted " : "not formatted: ") + file));
    if (!apply && !unformatted.isEmpty()) {
      System.out.println("Run: mvn -N process-resources exec:exec@format");
      System.exit(1);
    }
  }

  private static List<Path> sources() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.getNameCount() > 1 && !file.toString().contains("target/"))
          .sorted()
          .toList();
    }
  }
}

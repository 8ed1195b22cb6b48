package hashing.opensearch.mapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensearch.painless.spi.PainlessExtension;
import org.opensearch.test.OpenSearchTestCase;

/**
 * What Painless is told is there: a method that it cannot find keeps a node from starting. Painless
 * itself is no dependency, and its allow-lists cannot be loaded without it.
 */
public final class CodeScriptsTests extends OpenSearchTestCase {

  private static final Pattern CLASS = Pattern.compile("(?m)^class (\\S+) \\{$");
  private static final Pattern METHOD = Pattern.compile("(?m)^  (\\w+) (\\w+)\\((\\w*)\\)$");

  public void testPainlessFindsTheExtension() {
    assertEquals(
        1,
        ServiceLoader.load(PainlessExtension.class).stream()
            .filter(provider -> provider.type() == CodeScripts.class)
            .count());
  }

  public void testAllowedMethodsExist() throws IOException {
    String text;
    try (InputStream resource = CodeScripts.class.getResourceAsStream("code_doc_values.txt")) {
      text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher type = CLASS.matcher(text);
    assertTrue(type.find());
    assertEquals(CodeDocValues.class.getName(), type.group(1));
    Set<String> allowed = new TreeSet<>();
    Matcher method = METHOD.matcher(text);
    while (method.find()) {
      allowed.add(method.group(1) + " " + method.group(2) + "(" + method.group(3) + ")");
    }
    Set<String> declared = new TreeSet<>();
    Arrays.stream(CodeDocValues.class.getDeclaredMethods())
        .filter(m -> !m.isBridge())
        .forEach(m ->
            declared.add(
                m.getReturnType().getSimpleName()
                    + " "
                    + m.getName()
                    + "("
                    + (m.getParameterCount() == 0 ? "" : m.getParameterTypes()[0].getSimpleName())
                    + ")"));
    assertEquals(Set.of("String get(int)", "String getValue()", "int distance(Object)"), allowed);
    assertTrue(declared + " has " + allowed, declared.containsAll(allowed));
  }
}

package hashing;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Which package may know which. Imports go one way, so that codes and encoders run without Lucene,
 * the search without OpenSearch, and a part can be read, tested and replaced alone.
 */
public class ArchitectureTests {
  private static final String OPENSEARCH = "hashing.opensearch";

  /** What each package may import of ours, besides itself. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("hashing.code", Set.<String>of()),
          Map.entry("hashing.encode", Set.of("hashing.code")),
          Map.entry("hashing.encode.onnx", Set.of("hashing.code", "hashing.encode")),
          Map.entry(
              "hashing.store", Set.of("hashing.code", "hashing.encode", "hashing.encode.onnx")),
          Map.entry(
              "hashing.fingerprint", Set.of("hashing.code", "hashing.encode", "hashing.store")),
          Map.entry("hashing.signature", Set.of("hashing.code", "hashing.store")),
          Map.entry("hashing.probe", Set.of("hashing.code")),
          Map.entry("hashing.radius", Set.of("hashing.code")),
          Map.entry("hashing.index", Set.of("hashing.code", "hashing.probe")),
          Map.entry("hashing.search", Set.of("hashing.code", "hashing.probe", "hashing.index")),
          Map.entry(
              "hashing.join",
              Set.of("hashing.code", "hashing.probe", "hashing.index", "hashing.search")));

  /**
   * What a part of the OpenSearch layer may import of the others. The codec must know which fields
   * are ours; query, sort and aggregation what a field holds and how its codes are written, which
   * the mapper says; a query and a processor both use the node's models, which encode on threads of
   * the plugin. Actions look fields up in the mapper, and work on the plugin's threads; the REST
   * layer alone knows the actions. The parts know nothing else of one another.
   */
  private static final Map<String, Set<String>> ALLOWED_OPENSEARCH =
      Map.ofEntries(
          Map.entry("codec", Set.of("mapper")),
          Map.entry("query", Set.of("mapper", "model")),
          Map.entry("model", Set.of("pool")),
          Map.entry("ingest", Set.of("model")),
          Map.entry("sort", Set.of("mapper")),
          Map.entry("aggregation", Set.of("mapper")),
          Map.entry("radius", Set.of("mapper", "pool")),
          Map.entry("join", Set.of("mapper", "pool")),
          Map.entry("encode", Set.of("model", "pool")),
          Map.entry("stats", Set.of("model")),
          Map.entry("shards", Set.of("mapper", "model", "pool")),
          // A model's description says on which nodes it is loaded, which their statistics have.
          Map.entry("store", Set.of("model", "pool", "stats")),
          Map.entry("fingerprint", Set.of("model", "pool", "store")),
          Map.entry("signature", Set.of("model", "pool", "store")),
          Map.entry(
              "rest",
              Set.of(
                  "radius",
                  "join",
                  "encode",
                  "stats",
                  "shards",
                  "store",
                  "fingerprint",
                  "signature")));

  private static JavaClasses classes;

  @BeforeClass
  public static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("hashing");
  }

  @Test
  public void testClassesWereFound() {
    Map<String, Integer> counts = new TreeMap<>();
    classes.forEach(found -> counts.merge(found.getPackageName(), 1, Integer::sum));
    assertTrue(counts.toString(), classes.size() > 0);
    for (String name : ALLOWED.keySet()) {
      assertTrue(name + " of " + counts, name.equals("hashing.encode.onnx") || count(name) > 0);
    }
    for (String part :
        List.of("codec", "mapper", "query", "ingest", "model", "sort", "aggregation")) {
      assertTrue(part + " of " + counts, count(OPENSEARCH + "." + part) > 0);
    }
  }

  private static long count(String name) {
    return classes.stream().filter(found -> found.getPackageName().equals(name)).count();
  }

  @Test
  public void testImportsGoOneWay() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass user : classes) {
      String from = user.getPackageName();
      Set<String> allowed = ALLOWED.get(from);
      if (allowed == null) {
        assertTrue(
            "package without a rule: " + from,
            from.equals(OPENSEARCH) || from.startsWith(OPENSEARCH + "."));
        continue;
      }
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        String to = dependency.getTargetClass().getPackageName();
        boolean ours = to.equals("hashing") || to.startsWith("hashing.");
        if (ours && !to.equals(from) && !allowed.contains(to)) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  /** Else a reader that hides fields or documents might be passed by. */
  @Test
  public void testCodesAreReadByOneClass() {
    Set<String> readers = new TreeSet<>();
    for (JavaClass user : classes) {
      if (!user.getPackageName().equals("hashing.index")) {
        for (JavaMethodCall call : user.getMethodCallsFromSelf()) {
          boolean vectors = call.getName().equals("getByteVectorValues");
          boolean codes =
              call.getName().equals("codes")
                  && call.getTargetOwner().getName().equals("hashing.index.BinaryCodesReader");
          if (vectors || codes) {
            readers.add(user.getName());
          }
        }
      }
    }
    assertEquals(Set.of("hashing.search.LeafCodes"), readers);
  }

  @Test
  public void testPartsOfTheOpenSearchLayerKeepApart() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass user : classes) {
      String from = part(user);
      if (from == null) {
        continue;
      }
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        String to = part(dependency.getTargetClass());
        boolean upwards = dependency.getTargetClass().getPackageName().equals(OPENSEARCH);
        boolean apart = to != null && !to.equals(from);
        if (upwards || (apart && !ALLOWED_OPENSEARCH.getOrDefault(from, Set.of()).contains(to))) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  private static String part(JavaClass found) {
    String name = found.getPackageName();
    return name.startsWith(OPENSEARCH + ".") ? name.substring(OPENSEARCH.length() + 1) : null;
  }

  @Test
  public void testLibrariesStayInTheirLayers() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "hashing.code..",
            "hashing.encode..",
            "hashing.store..",
            "hashing.fingerprint..",
            "hashing.signature..",
            "hashing.probe..",
            "hashing.radius..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.lucene..", "org.opensearch..")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage("hashing.index..", "hashing.search..", "hashing.join..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.opensearch..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage("hashing.encode.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "ai.onnxruntime..")
        .check(classes);
  }

  /** Work stays on OpenSearch's pools: a thread without the caller's context sees everything. */
  @Test
  public void testNoThreadOfOurOwn() {
    noClasses()
        .should()
        .callConstructorWhere(target(owner(Predicates.assignableTo(Thread.class))))
        .orShould()
        .callMethodWhere(
            target(owner(Predicates.assignableTo(Thread.class)))
                .and(target(nameMatching("start|ofVirtual|ofPlatform|startVirtualThread"))))
        .check(classes);
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Executors.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ForkJoinPool.class)
        .check(classes);
    noClasses()
        .should()
        .callMethodWhere(target(name("parallelStream")))
        .orShould()
        .callMethodWhere(
            target(name("parallel"))
                .and(target(owner(Predicates.resideInAPackage("java.util.stream")))))
        .check(classes);
  }
}

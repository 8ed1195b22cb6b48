package hashing.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node holds, by its own statistics.
 *
 * @param breakers bytes that they count, by their names
 * @param heapKilobytes after a collection where the node runs on this machine, else the least of
 *     some looks
 * @param residentKilobytes by the operating system's word where the node runs on this machine, else
 *     0
 * @param handles open files and sockets
 * @param models that are listed
 * @param chunks documents of the system index
 */
record NodeState(
    Map<String, Long> breakers,
    long heapKilobytes,
    long residentKilobytes,
    long threads,
    long handles,
    List<String> models,
    long chunks) {

  /** Breakers whose bytes belong to somebody; the rest counts what the JVM does. */
  private static final List<String> BREAKERS = List.of("hashing", "request", "in_flight_requests");

  private static final int LOOKS = 20;

  /** Asks a node. */
  static NodeState of(NodeCalls node) throws IOException, InterruptedException {
    List<String> models = new ArrayList<>();
    node.get(NodeCalls.MODELS)
        .getAsJsonArray("models")
        .forEach(model -> models.add(model.getAsJsonObject().get("model_id").getAsString()));
    long pid = number(only(node.get("/_nodes/_local/process")), "process", "id");
    boolean here = isHere(node, pid) && collect(pid);
    JsonObject stats = stats(node);
    long heap = heap(stats);
    for (int look = 0; !here && look < LOOKS; look++) {
      stats = stats(node);
      heap = Math.min(heap, heap(stats));
    }
    Map<String, Long> breakers = new TreeMap<>();
    for (String name : BREAKERS) {
      breakers.put(name, number(stats, "breakers", name, "estimated_size_in_bytes"));
    }
    return new NodeState(
        breakers,
        heap,
        here ? ProcessState.status(process(pid), "VmRSS") : 0,
        number(stats, "jvm", "threads", "count"),
        number(stats, "process", "open_file_descriptors"),
        models,
        chunks(node));
  }

  private static Path process(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  private static boolean isHere(NodeCalls node, long pid) {
    return List.of("127.0.0.1", "localhost").contains(node.uri().getHost())
        && Files.exists(process(pid));
  }

  /** Asks for a collection of the heap; whether there was one. */
  private static boolean collect(long pid) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      ProcessBuilder builder = new ProcessBuilder(jcmd, Long.toString(pid), "GC.run");
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // a JDK without its tools
    }
  }

  private static long heap(JsonObject stats) {
    return number(stats, "jvm", "mem", "heap_used_in_bytes") >> 10;
  }

  private static JsonObject stats(NodeCalls node) throws IOException, InterruptedException {
    return only(node.get("/_nodes/_local/stats/jvm,breaker,process"));
  }

  /** The node of an answer that lists one. */
  private static JsonObject only(JsonObject answer) {
    return answer.getAsJsonObject("nodes").asMap().values().iterator().next().getAsJsonObject();
  }

  private static long number(JsonObject object, String... path) {
    JsonElement value = object;
    for (String name : path) {
      value = value.getAsJsonObject().get(name);
    }
    return value.getAsLong();
  }

  /** 0 where there is no such index yet. */
  private static long chunks(NodeCalls node) throws IOException, InterruptedException {
    String index = "/.opensearch-hashing-models";
    node.send("POST", index + "/_refresh", null, null);
    NodeCalls.Answer count = node.send("GET", index + "/_count", null, null);
    return count.status() == 200 ? count.json().get("count").getAsLong() : 0;
  }

  /**
   * What a later state has that it should not, by the limits given; none where all is well.
   *
   * @param heap kilobytes that may be more
   * @param resident kilobytes that may be more
   */
  List<String> left(NodeState later, long heap, long resident) {
    List<String> left = new ArrayList<>();
    breakers.forEach((name, bytes) -> more(left, "breaker " + name, bytes, later.breakers, 0));
    more(left, "heap kilobytes", heapKilobytes, later.heapKilobytes, heap);
    more(left, "resident kilobytes", residentKilobytes, later.residentKilobytes, resident);
    more(left, "threads", threads, later.threads, 8);
    more(left, "handles", handles, later.handles, 64);
    more(left, "chunks", chunks, later.chunks, 0);
    if (!models.equals(later.models)) {
      left.add("models: found " + later.models + ", allowed are " + models);
    }
    return left;
  }

  private static void more(
      List<String> left, String name, long before, Map<String, Long> later, long allowed) {
    more(left, name, before, later.get(name.substring(name.indexOf(' ') + 1)), allowed);
  }

  private static void more(List<String> left, String name, long before, long later, long allowed) {
    if (later > before + allowed) {
      left.add(name + ": found " + later + ", allowed are " + allowed + " more than " + before);
    }
  }
}

package hashing.benchmark;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Faiss in a Python process of its own that holds one set of codes; one thread. */
final class FaissPeer implements Closeable {

  private static final String SCRIPT = "faiss_peer.py";

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /** Version of Faiss, and the instruction sets that it was built for. */
  final Version version;

  record Version(String faiss, String options) {}

  /** Seconds that a build took. */
  record Build(double seconds) {}

  /** What each query took and found; ids and distances in the peer's order. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answers(long[] nanos, int[][] ids, int[][] distances) {}

  /**
   * @param python an interpreter that can import faiss
   * @param folder where the set was {@link CodeSet#write written}
   */
  FaissPeer(String python, Path folder) throws IOException {
    Path script = folder.resolve(SCRIPT);
    try (InputStream in = FaissPeer.class.getResourceAsStream(SCRIPT)) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    process =
        new ProcessBuilder(
                python,
                script.toString(),
                folder.resolve("codes.u8bin").toString(),
                folder.resolve("queries.u8bin").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    version = answer(Version.class);
  }

  Build build(String index) throws IOException {
    return ask("build " + index, Build.class);
  }

  /** The k nearest of each query. */
  Answers nearest(String index, int k) throws IOException {
    return ask("nearest " + index + " " + k, Answers.class);
  }

  /** All within a radius of each query. */
  Answers within(String index, int radius) throws IOException {
    return ask("within " + index + " " + radius, Answers.class);
  }

  /** Nanoseconds of one call with all queries. */
  long batch(String index, int k) throws IOException {
    return ask("batch " + index + " " + k, Answers.class).nanos()[0];
  }

  private <T> T ask(String request, Class<T> type) throws IOException {
    requests.write(request + "\n");
    requests.flush();
    return answer(type);
  }

  private <T> T answer(Class<T> type) throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("Faiss ended without an answer; see its message above");
    }
    return new Gson().fromJson(line, type);
  }

  @Override
  public void close() throws IOException {
    requests.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}

package hashing.endtoend;

import hashing.benchmark.Timings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Several clients that each ask the next question as soon as the last one is answered. */
final class Clients {

  /**
   * What they met with.
   *
   * @param answer from sending a request to having its answer, in nanoseconds
   */
  record Load(Timings answer, double answersPerSecond) {}

  /**
   * All answers, in the order of requests.
   *
   * @param seconds from sending the first request to having the last answer
   */
  record Answered(List<byte[]> bodies, double seconds) {}

  private final URI uri;
  private final List<String> bodies;

  /**
   * @param uri of the search
   * @param bodies requests, asked in turn, each client starting at another one
   */
  Clients(URI uri, List<String> bodies) {
    this.uri = uri;
    this.bodies = bodies;
  }

  /** Asks for some seconds; every client at least once. */
  Load run(int count, double seconds) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    List<long[]> times = new ArrayList<>();
    try (ThreadPoolExecutor executor =
        new ThreadPoolExecutor(count, count, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>())) {
      List<Callable<long[]>> tasks = new ArrayList<>();
      for (int client = 0; client < count; client++) {
        int first = client * bodies.size() / count;
        tasks.add(() -> ask(first, end));
      }
      for (Future<long[]> task : executor.invokeAll(tasks)) {
        times.add(task.get());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    long[] all = times.stream().flatMapToLong(Arrays::stream).toArray();
    return new Load(Timings.of(all), all.length / ((System.nanoTime() - begin) / 1e9));
  }

  /** Asks all there are, each once, by so many clients. */
  Answered askAll(int count) throws IOException, InterruptedException {
    byte[][] answers = new byte[bodies.size()][];
    AtomicInteger next = new AtomicInteger();
    long begin = System.nanoTime();
    try (ThreadPoolExecutor executor =
        new ThreadPoolExecutor(count, count, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>())) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int client = 0; client < count; client++) {
        tasks.add(() -> {
          try (HttpClient own = client()) {
            for (int i = next.getAndIncrement(); i < answers.length; i = next.getAndIncrement()) {
              answers[i] = send(own, bodies.get(i));
            }
          }
          return null;
        });
      }
      for (Future<Void> task : executor.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return new Answered(Arrays.asList(answers), (System.nanoTime() - begin) / 1e9);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private byte[] send(HttpClient client, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(uri + " was answered with " + response.statusCode());
    }
    return response.body();
  }

  private long[] ask(int first, long end) throws IOException, InterruptedException {
    long[] nanos = new long[1024];
    int count = 0;
    // A client has a connection of its own.
    try (HttpClient client = client()) {
      do {
        long begin = System.nanoTime();
        send(client, bodies.get((first + count) % bodies.size()));
        long taken = System.nanoTime() - begin;
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = taken;
      } while (System.nanoTime() < end);
    }
    return Arrays.copyOf(nanos, count);
  }
}

package hashing.docs;

import com.carrotsearch.randomizedtesting.annotations.Name;
import com.carrotsearch.randomizedtesting.annotations.ParametersFactory;
import hashing.node.TestNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.After;
import org.opensearch.client.Request;
import org.opensearch.client.Response;
import org.opensearch.client.ResponseException;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/**
 * Sends every request of the documentation to the node and compares the answers with those that the
 * page shows. Each page begins with an empty cluster. Files that commands send are model packages
 * of the project.
 */
public class DocsIT extends OpenSearchRestTestCase {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  private final Path page;

  public DocsIT(@Name("page") Path page) {
    this.page = page;
  }

  /** The pages of the plugin's documentation and the project's front page. */
  @ParametersFactory
  public static Iterable<Object[]> pages() throws IOException {
    List<Object[]> pages = new ArrayList<>();
    Path docs = Path.of(System.getProperty("hashing.docs"));
    try (Stream<Path> files = Files.walk(docs)) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(file -> {
            pages.add(new Object[] {file});
          });
    }
    pages.add(new Object[] {Path.of(System.getProperty("hashing.readme"))});
    return pages;
  }

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  @After
  public void deleteIndices() throws IOException {
    TestNode.deleteIndices(adminClient());
  }

  public void testRequestsAreAnsweredAsShown() throws IOException {
    wipePipelines();
    List<String> wrong = new ArrayList<>();
    for (Exchange exchange : Page.read(page).exchanges()) {
      String difference = send(exchange);
      if (difference != null) {
        wrong.add(exchange.where() + ": " + difference);
      }
    }
    wipePipelines();
    assertTrue(String.join("\n", wrong), wrong.isEmpty());
  }

  public void testLinksLeadToFiles() throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      String target = link.group(1);
      if (!target.contains("://")) {
        assertTrue(target, Files.exists(page.resolveSibling(target)));
      }
    }
  }

  private static String send(Exchange exchange) throws IOException {
    Request request = new Request(exchange.method(), exchange.path());
    if (exchange.file() != null) {
      Path file = Path.of(System.getProperty("hashing.models"), exchange.file());
      request.setEntity(
          new ByteArrayEntity(Files.readAllBytes(file), ContentType.create("application/*")));
    }
    if (!exchange.body().isEmpty()) {
      request.setEntity(
          new StringEntity(
              exchange.body(), ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
    }
    Response response;
    try {
      response = client().performRequest(request);
    } catch (ResponseException e) {
      response = e.getResponse();
    }
    int status = response.getStatusLine().getStatusCode();
    String body = text(response);
    Exchange.Answer promised = exchange.answer();
    int expected = promised == null ? 0 : promised.status();
    if (expected == 0 ? status / 100 != 2 : status != expected) {
      return exchange.method() + " " + exchange.path() + " had status " + status + ": " + body;
    }
    return promised == null ? null : AnswerComparison.difference(promised, body);
  }

  private static String text(Response response) throws IOException {
    if (response.getEntity() == null) {
      return "";
    }
    try {
      return EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
    } catch (org.apache.hc.core5.http.ParseException e) {
      throw new IOException(e);
    }
  }

  /** The test framework leaves pipelines where they are. */
  private static void wipePipelines() throws IOException {
    adminClient().performRequest(new Request("DELETE", "/_ingest/pipeline/*"));
  }
}

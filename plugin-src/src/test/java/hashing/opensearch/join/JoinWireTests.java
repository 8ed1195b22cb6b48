package hashing.opensearch.join;

import hashing.join.JoinTotals;
import hashing.opensearch.join.ShardRequest.Kind;
import hashing.opensearch.join.ShardRequest.Match;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.io.stream.NamedWriteableAwareStreamInput;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.TermQueryBuilder;
import org.opensearch.search.SearchModule;
import org.opensearch.search.internal.AliasFilter;
import org.opensearch.test.OpenSearchTestCase;

/** What nodes send one another comes back the same. */
public class JoinWireTests extends OpenSearchTestCase {
  private final SearchModule search = new SearchModule(Settings.EMPTY, List.of());

  /** Read and written again, the bytes are the same. */
  private <T extends Writeable> T assertSame(T sent, Writeable.Reader<T> reader)
      throws IOException {
    BytesStreamOutput first = new BytesStreamOutput();
    sent.writeTo(first);
    NamedWriteableRegistry names = new NamedWriteableRegistry(search.getNamedWriteables());
    try (StreamInput in = new NamedWriteableAwareStreamInput(first.bytes().streamInput(), names)) {
      T read = reader.read(in);
      assertEquals(-1, in.read());
      BytesStreamOutput second = new BytesStreamOutput();
      read.writeTo(second);
      assertEquals(first.bytes(), second.bytes());
      return read;
    }
  }

  private XContentParser parser(String body) throws IOException {
    return JsonXContent.jsonXContent.createParser(
        new NamedXContentRegistry(search.getNamedXContents()),
        DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
        body.replace('\'', '"'));
  }

  public void testJoinRequest() throws IOException {
    int radius = randomIntBetween(0, 100);
    String body =
        String.format(
            Locale.ROOT,
            "{'field':'a','filter':{'match_all':{}},'radius':%d,'max_pairs':12345678901,'size':7,"
                + "'keep_alive':'2m','with':{'index':['x','y'],'field':'b','filter':{'term':"
                + "{'c':1}}},'destination':{'index':'out'}}",
            radius);
    JoinRequest read =
        assertSame(JoinBody.read(new String[] {"left"}, parser(body)), JoinRequest::new);
    assertNull(read.validate());
    assertArrayEquals(new String[] {"left", "x", "y"}, read.indices());
    assertEquals(radius, (int) read.radius());
    assertNull(read.k());
    assertEquals(12345678901L, read.maxPairs());
    assertEquals("b", read.right().field());
    assertEquals("out", read.destination());
    assertEquals(7, read.size());
    assertEquals(120_000, read.keepAlive());
    read =
        assertSame(
            JoinBody.read(new String[] {"l"}, parser("{'field':'a','k':3,'with':{'index':'r'}}")),
            JoinRequest::new);
    assertEquals("a", read.right().field());
    assertEquals(3, (int) read.k());
    assertEquals(JoinRequest.DEFAULT_MAX_PAIRS, read.maxPairs());
    assertNull(read.destination());
  }

  public void testSearchBatchRequest() throws IOException {
    SearchBatchRequest read =
        assertSame(
            SearchBatchRequest.read(
                new String[] {"a", "b"},
                parser("{'field':'f','codes':['00',[1,2],17],'radius':4,'size':9}")),
            SearchBatchRequest::new);
    assertNull(read.validate());
    assertEquals(3, read.codes().size());
    assertEquals(4, (int) read.radius());
    assertEquals(9, read.hits());
  }

  public void testShardRequests() throws IOException {
    CodeBatch batch = new CodeBatch(7, new byte[] {1, 2, 3, 4}, new int[] {5, 6});
    Match match = assertSame(new Match("p", Kind.NEAREST, 64, 3, batch, 8, 1), Match::new);
    assertEquals(3, match.k);
    assertEquals(8, match.fromRow);
    assertEquals(6, match.batch.documents(1));
    assertNull(assertSame(new Match("p", Kind.LINKS, 2, 0, null, 0, 5), Match::new).batch);
    assertSame(new ShardRequest.Codes("p", 3, 4), ShardRequest.Codes::new);
    assertSame(
        ShardRequest.Documents.ofCodes("p", new int[] {1}, new int[] {2}, 3),
        ShardRequest.Documents::new);
    JoinSide side = new JoinSide(List.of("i"), "f", new TermQueryBuilder("a", "b"));
    OpenRequest open =
        new OpenRequest(
            "j",
            "p",
            new ShardId("i", "u", 1),
            side,
            AliasFilter.EMPTY,
            5,
            "node",
            randomBoolean());
    assertEquals("j", assertSame(open, OpenRequest::new).join());
  }

  public void testResponses() throws IOException {
    Matches matches = new Matches();
    for (int i = 0; i < 200; i++) {
      matches.add(i, 2 * i, 3, 4, 5);
    }
    JoinTotals totals = new JoinTotals(1, 2, 3, 4.5, 6, 7, 8, 9);
    Matches read = assertSame(matches.next(9, totals), Matches::new);
    assertEquals(200, read.size());
    assertEquals(398, read.right(199));
    assertEquals(9, read.nextRow());
    assertEquals(4.5, read.predicted(), 0);
    assertEquals(6, read.products());
    assertSame(new OpenResponse(64, "hex", 3, 4), OpenResponse::new);
    assertSame(new DocumentIds(new int[] {1}, new String[] {"x"}), DocumentIds::new);
    assertSame(new PartProgress(5, 6.5), PartProgress::new);
    assertSame(new JoinStatus("matching", 1, 2, 3, 4, -1, 5, 6, 7, 8, -1), JoinStatus::new);
    JoinReport report =
        new JoinReport(
            "r",
            1,
            2,
            3,
            new JoinReport.Products(11, 12),
            new long[] {4, 5},
            6,
            new JoinReport.Groups(7, 8, 9),
            10,
            "d");
    assertSame(new JoinResponse(report), JoinResponse::new);
    assertSame(new JoinResponse(new BytesArray("{}\n")), JoinResponse::new);
    assertSame(
        new SearchBatchResponse(
            1,
            List.of(
                new SearchBatchResponse.Answer(
                    List.of(new SearchBatchResponse.Hit("i", "d", 3)), true))),
        SearchBatchResponse::new);
    assertSame(new PageRequest("c", true), PageRequest::new);
  }
}

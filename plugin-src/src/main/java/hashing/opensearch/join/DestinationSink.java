package hashing.opensearch.join;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.opensearch.ExceptionsHelper;
import org.opensearch.ResourceAlreadyExistsException;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.index.IndexResponse;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.transport.client.Client;

/**
 * Writes rows to an index, with the caller's rights. The index is made, or must be empty. Its
 * document {@code status} says {@code complete: false} from before the first row is written until
 * the last one is searchable; every row carries the join's run id.
 */
final class DestinationSink implements RowSink {
  private static final int BATCH_ROWS = 5000;
  private static final long BATCH_BYTES = 2 << 20;
  private static final String STATUS = "status";
  private static final String KEYWORD = "{\"type\":\"keyword\"}";
  private static final String DOCUMENT =
      "{\"properties\":{\"index\":" + KEYWORD + ",\"id\":" + KEYWORD + "}}";
  private static final String MAPPING =
      "{\"properties\":{\"run\":"
          + KEYWORD
          + ",\"left\":"
          + DOCUMENT
          + ",\"right\":"
          + DOCUMENT
          + ",\"document\":"
          + DOCUMENT
          + ",\"distance\":{\"type\":\"integer\"},\"group\":{\"type\":\"long\"},"
          + "\"documents\":{\"type\":\"long\"},\"codes\":{\"type\":\"integer\"},"
          + "\"neighbors\":{\"properties\":{\"index\":"
          + KEYWORD
          + ",\"id\":"
          + KEYWORD
          + ",\"distance\":{\"type\":\"integer\"}}},"
          + "\"status\":{\"type\":\"object\",\"dynamic\":\"false\",\"properties\":{"
          + "\"complete\":{\"type\":\"boolean\"}}}}}";

  private final Client client;
  private final String index;
  private final String run;
  private final String description;
  private BulkRequest bulk = new BulkRequest();
  private IndexResponse began;

  DestinationSink(Client client, String index, String run, String description) {
    this.client = client;
    this.index = index;
    this.run = run;
    this.description = description;
  }

  /**
   * Makes the index, or sees that it is empty, and marks it as incomplete.
   *
   * @param joined names of the indices that are read
   * @throws IllegalArgumentException if it is one of these or has documents
   */
  void begin(Set<String> joined) {
    if (joined.contains(index)) {
      throw new IllegalArgumentException(
          "[destination] [" + index + "] is one of the joined indices, allowed is another index");
    }
    try {
      client.admin().indices().prepareCreate(index).setMapping(MAPPING).get();
    } catch (ResourceAlreadyExistsException e) {
      client.admin().indices().prepareRefresh(index).get();
      long found =
          client
              .prepareSearch(index)
              .setSize(0)
              .setTrackTotalHits(true)
              .get()
              .getHits()
              .getTotalHits()
              .value();
      if (found > 0) {
        throw notEmpty(found + " documents", e);
      }
    }
    try {
      began = client.index(status(false, null, null).create(true)).actionGet();
    } catch (VersionConflictEngineException e) {
      throw notEmpty("a join that began meanwhile", e);
    }
  }

  private IllegalArgumentException notEmpty(String found, Exception cause) {
    return new IllegalArgumentException(
        "[destination] ["
            + index
            + "] has "
            + found
            + ", allowed is an index that is not there or empty; delete it to run a join again",
        cause);
  }

  private IndexRequest status(boolean complete, JoinReport report, Exception failure) {
    try (XContentBuilder json = XContentFactory.jsonBuilder()) {
      json.startObject().field("run", run).startObject("status");
      json.field("complete", complete).field("join", description);
      if (failure != null) {
        json.field("error", ExceptionsHelper.unwrapCause(failure).toString());
      }
      if (report != null) {
        json.startObject("result");
        report.toXContent(json, ToXContent.EMPTY_PARAMS);
        json.endObject();
      }
      json.endObject().endObject();
      return new IndexRequest(index).id(STATUS).source(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(JoinRow row) {
    try (XContentBuilder json = XContentFactory.jsonBuilder()) {
      json.startObject().field("run", run);
      row.toXContent(json, ToXContent.EMPTY_PARAMS);
      json.endObject();
      bulk.add(new IndexRequest(index).source(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bulk.numberOfActions() >= BATCH_ROWS || bulk.estimatedSizeInBytes() >= BATCH_BYTES) {
      flush();
    }
  }

  private void flush() {
    if (bulk.numberOfActions() == 0) {
      return;
    }
    BulkResponse response = client.bulk(bulk).actionGet();
    for (BulkItemResponse item : response) {
      if (item.isFailed()) {
        throw ExceptionsHelper.convertToRuntime(item.getFailure().getCause());
      }
    }
    bulk = new BulkRequest();
  }

  @Override
  public void finish(JoinReport report) {
    flush();
    client.admin().indices().prepareRefresh(index).get();
    end(status(true, report, null));
  }

  @Override
  public void fail(Exception cause) {
    bulk = new BulkRequest();
    end(status(false, null, cause));
  }

  /** Only where the status is still that of this run: the index may have been deleted meanwhile. */
  private void end(IndexRequest status) {
    status.setIfSeqNo(began.getSeqNo()).setIfPrimaryTerm(began.getPrimaryTerm());
    client.index(status.setRefreshPolicy(RefreshPolicy.IMMEDIATE)).actionGet();
  }
}

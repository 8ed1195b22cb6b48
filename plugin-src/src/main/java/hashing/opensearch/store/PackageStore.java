package hashing.opensearch.store;

import hashing.opensearch.pool.WorkPool;
import hashing.store.Sha256;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.DocWriteRequest.OpType;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.cbor.CborXContent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.transport.client.Client;

/**
 * Writes packages into the system index and reads them. A package is cut into chunks, each a
 * document with its SHA-256; what is read is compared with that and the whole with the SHA-256 of
 * the catalogue. Thread-safe.
 */
final class PackageStore {
  private static final Logger LOG = LogManager.getLogger(PackageStore.class);

  /** Bytes of a chunk: a package of 100 MB is 25 documents, and a request stays small. */
  static final int CHUNK = 4 << 20;

  /** For one document of the index; longer than a shard needs to move to another node. */
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(60);

  private final Client client;

  PackageStore(Client client) {
    this.client = client;
  }

  /** Chunks that a package takes. */
  static int chunks(long byteSize) {
    return (int) ((byteSize + CHUNK - 1) / CHUNK);
  }

  private static String chunkId(String upload, int number) {
    return upload + "-" + number;
  }

  /**
   * Writes all chunks, one after the other, so that two of them are in memory, and the facts. Each
   * is made on the plugin's threads, whichever brought the answer to the one before.
   */
  void write(
      StoredModel model, byte[] file, Map<String, Object> facts, ActionListener<Void> listener) {
    write(model, file, 0, facts, listener);
  }

  private void write(
      StoredModel model,
      byte[] file,
      int number,
      Map<String, Object> facts,
      ActionListener<Void> listener) {
    client
        .threadPool()
        .executor(WorkPool.NAME)
        .execute(
            ActionRunnable.wrap(
                listener,
                then ->
                    client.index(
                        request(model, file, number, facts),
                        ActionListener.wrap(
                            _ -> {
                              if (number == model.chunks()) {
                                then.onResponse(null);
                              } else {
                                write(model, file, number + 1, facts, then);
                              }
                            },
                            then::onFailure))));
  }

  /** A chunk, or behind the last of them the facts. */
  private static IndexRequest request(
      StoredModel model, byte[] file, int number, Map<String, Object> facts) throws IOException {
    boolean last = number == model.chunks();
    return new IndexRequest(ModelIndex.NAME)
        .id(last ? model.upload() : chunkId(model.upload(), number))
        .opType(OpType.CREATE)
        .source(last ? document(model, facts) : chunk(model, file, number));
  }

  private static XContentBuilder chunk(StoredModel model, byte[] file, int number)
      throws IOException {
    int from = number * CHUNK;
    byte[] data = Arrays.copyOfRange(file, from, Math.min(file.length, from + CHUNK));
    return document(model).field("sha256", Sha256.hex(data)).field("data", data).endObject();
  }

  private static XContentBuilder document(StoredModel model, Map<String, Object> facts)
      throws IOException {
    XContentBuilder document = document(model);
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      document.field(fact.getKey(), fact.getValue());
    }
    return document.endObject();
  }

  private static XContentBuilder document(StoredModel model) throws IOException {
    XContentBuilder document = CborXContent.contentBuilder().startObject();
    document.field("upload", model.upload()).field("model", model.name().toString());
    return document.field("time", model.time());
  }

  /**
   * The package of a model. Blocks, up to minutes where the index has no copy that answers: never
   * called on a thread of the network or of the cluster state.
   *
   * @throws OpenSearchStatusException 503 if a chunk is missing, damaged or not to be had now,
   *     which it names
   */
  byte[] read(StoredModel model) {
    byte[] file = new byte[Math.toIntExact(model.byteSize())];
    int filled = 0;
    for (int number = 0; number < model.chunks(); number++) {
      byte[] data = chunk(model, number);
      if (data.length > file.length - filled) {
        throw damaged(model, number, "is longer than the package");
      }
      System.arraycopy(data, 0, file, filled, data.length);
      filled += data.length;
    }
    if (filled != file.length || !Sha256.hex(file).equals(model.sha256())) {
      throw damaged(model, model.chunks() - 1, "ends a package that is not the one uploaded");
    }
    return file;
  }

  /** Heap that {@link #read} takes: the package, and a chunk as it came and as it is decoded. */
  static long readBytes(StoredModel model) {
    return model.byteSize() + 2 * Math.min(CHUNK, model.byteSize());
  }

  private byte[] chunk(StoredModel model, int number) {
    Map<String, Object> source;
    try {
      source = source(chunkId(model.upload(), number));
    } catch (OpenSearchException e) {
      Throwable cause = ExceptionsHelper.unwrapCause(e);
      throw unavailable(model, number, "cannot be read now: " + cause.getMessage(), e);
    }
    if (source == null) {
      throw damaged(model, number, "is missing");
    }
    if (!(source.get("data") instanceof byte[] data)
        || !Sha256.hex(data).equals(source.get("sha256"))) {
      throw damaged(model, number, "is damaged: its SHA-256 is another than when it was written");
    }
    return data;
  }

  private Map<String, Object> source(String id) {
    PlainActionFuture<GetResponse> answer = PlainActionFuture.newFuture();
    client.get(request(id), answer);
    return source(answer.actionGet(TIMEOUT));
  }

  private static GetRequest request(String id) {
    return new GetRequest(ModelIndex.NAME, id).preference("_local");
  }

  private static Map<String, Object> source(GetResponse answer) {
    return answer.isExists() && !answer.isSourceEmpty()
        ? XContentHelper.convertToMap(answer.getSourceAsBytesRef(), true, XContentType.CBOR).v2()
        : null;
  }

  /** The facts of a model, without its chunks; empty where they are missing. Blocks. */
  Map<String, Object> facts(StoredModel model) {
    Map<String, Object> source = source(model.upload());
    return source == null ? Map.of() : source;
  }

  /** The same, without blocking. */
  void facts(StoredModel model, ActionListener<Map<String, Object>> listener) {
    client.get(
        request(model.upload()),
        ActionListener.map(
            listener,
            answer -> {
              Map<String, Object> source = source(answer);
              return source == null ? Map.of() : source;
            }));
  }

  /** Removes what an upload wrote; what cannot be removed now is collected later. */
  void delete(StoredModel model) {
    BulkRequest request = new BulkRequest();
    for (int number = 0; number < model.chunks(); number++) {
      request.add(new DeleteRequest(ModelIndex.NAME, chunkId(model.upload(), number)));
    }
    request.add(new DeleteRequest(ModelIndex.NAME, model.upload()));
    client.bulk(
        request,
        ActionListener.wrap(
            removed -> {
              if (removed.hasFailures()) {
                LOG.warn("upload [{}]: {}", model.upload(), removed.buildFailureMessage());
              }
            },
            e -> LOG.warn("upload [{}] cannot be removed yet", model.upload(), e)));
  }

  private static OpenSearchStatusException damaged(StoredModel model, int number, String reason) {
    return unavailable(model, number, reason + "; upload the package again", null);
  }

  private static OpenSearchStatusException unavailable(
      StoredModel model, int number, String reason, Exception cause) {
    return new OpenSearchStatusException(
        "model [{}]: chunk [{}] of [{}], document [{}] of index [{}], {}",
        RestStatus.SERVICE_UNAVAILABLE,
        cause,
        model.name(),
        number,
        model.chunks(),
        chunkId(model.upload(), number),
        ModelIndex.NAME,
        reason);
  }
}

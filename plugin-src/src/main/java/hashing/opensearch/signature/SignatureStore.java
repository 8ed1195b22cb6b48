package hashing.opensearch.signature;

import hashing.signature.KeyPool;
import hashing.signature.OneTimeSignature;
import hashing.signature.PackageSignature;
import hashing.signature.Pair;
import hashing.signature.SignatureJson;
import hashing.signature.VerificationRecord;
import hashing.signature.VerificationStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.opensearch.action.DocWriteRequest.OpType;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.admin.indices.refresh.RefreshResponse;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.delete.DeleteResponse;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.index.IndexResponse;
import org.opensearch.action.search.ClearScrollRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.SearchScrollRequest;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

/**
 * Reads and writes the {@link SignatureIndex}. Every method blocks until the primary shard and its
 * copies have it on disk: never called on a thread of the network or of the cluster state.
 * Thread-safe; of two that write one record, one is refused.
 */
final class SignatureStore implements VerificationStore {
  private static final String POOL = "pool-";
  private static final String DELETED = "deleted-";
  private static final String RECORD = "record-";

  /** Ids that are read at a time. */
  private static final int PAGE = 1000;

  private final Client client;

  /**
   * @param client which sends as the plugin
   */
  SignatureStore(Client client) {
    this.client = client;
  }

  /**
   * Takes keys in, once.
   *
   * @throws IllegalArgumentException if those of the pair and pool are here
   */
  void add(KeyPool pool) {
    String id = poolId(pool.facts().pool(), pool.facts().pair());
    try {
      write(new IndexRequest().id(id).opType(OpType.CREATE), SignatureJson.write(pool));
    } catch (VersionConflictEngineException e) {
      throw new IllegalArgumentException(
          "[pool] found ["
              + pool.facts().pool()
              + "] of ["
              + lower(pool.facts().pair())
              + "] in the cluster, a pool is imported once",
          e);
    }
  }

  private static String poolId(String pool, Pair pair) {
    return POOL + pool + "-" + lower(pair);
  }

  private static String deletedId(String pool, Pair pair) {
    return DELETED + pool + "-" + lower(pair);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The keys of a pool and pair, empty where they were not imported. */
  Optional<KeyPool> pool(String pool, Pair pair) {
    return content(poolId(pool, pair)).map(SignatureJson::readPool);
  }

  /** The pairs whose keys of a pool are here, or once were. */
  List<Pair> pairs(String pool) {
    return Arrays.stream(Pair.values())
        .filter(pair -> get(poolId(pool, pair)) != null || get(deletedId(pool, pair)) != null)
        .toList();
  }

  /** What may be shown of keys that are here, or once were. */
  Optional<KeyRecord> keys(String pool, Pair pair) {
    return pool(pool, pair)
        .map(KeyRecord::of)
        .or(() ->
            Optional.ofNullable(get(deletedId(pool, pair)))
                .map(found -> KeyRecord.read(found.getSourceAsMap())));
  }

  /**
   * Removes the keys of a pool; what {@link #keys} shows of them stays.
   *
   * @return of which pairs there were some
   */
  List<Pair> delete(String pool) {
    List<Pair> deleted = new ArrayList<>();
    for (Pair pair : Pair.values()) {
      Optional<KeyPool> keys = pool(pool, pair);
      if (keys.isPresent()) {
        // First, so that it is never forgotten that they were here.
        write(
            new IndexRequest()
                .id(deletedId(pool, pair))
                .source(KeyRecord.of(keys.get()).content(Instant.now())));
        PlainActionFuture<DeleteResponse> answer = PlainActionFuture.newFuture();
        client.delete(new DeleteRequest(SignatureIndex.NAME, poolId(pool, pair)), answer);
        answer.actionGet(SignatureIndex.TIMEOUT);
        deleted.add(pair);
      }
    }
    return deleted;
  }

  /** Names of the pools whose keys are here, or once were, sorted. */
  Collection<String> pools() {
    Collection<String> pools = new TreeSet<>();
    for (String id : ids()) {
      if (id.startsWith(POOL) || id.startsWith(DELETED)) {
        pools.add(id.split("-", -1)[1]);
      }
    }
    return pools;
  }

  /** {@link VerificationRecord#id} of all records. */
  List<String> records() {
    return ids().stream()
        .filter(id -> id.startsWith(RECORD))
        .map(id -> id.substring(RECORD.length()))
        .toList();
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    try {
      PlainActionFuture<RefreshResponse> refreshed = PlainActionFuture.newFuture();
      client.admin().indices().refresh(new RefreshRequest(SignatureIndex.NAME), refreshed);
      refreshed.actionGet(SignatureIndex.TIMEOUT);
      SearchSourceBuilder source = new SearchSourceBuilder().size(PAGE).fetchSource(false);
      SearchRequest first = new SearchRequest(SignatureIndex.NAME).source(source);
      PlainActionFuture<SearchResponse> page = PlainActionFuture.newFuture();
      client.search(first.scroll(SignatureIndex.TIMEOUT), page);
      SearchResponse found = page.actionGet(SignatureIndex.TIMEOUT);
      while (found.getHits().getHits().length > 0) {
        found.getHits().forEach(hit -> ids.add(hit.getId()));
        page = PlainActionFuture.newFuture();
        client.searchScroll(
            new SearchScrollRequest(found.getScrollId()).scroll(SignatureIndex.TIMEOUT), page);
        found = page.actionGet(SignatureIndex.TIMEOUT);
      }
      ClearScrollRequest clear = new ClearScrollRequest();
      clear.addScrollId(found.getScrollId());
      client.clearScroll(clear, ActionListener.wrap(() -> {}));
    } catch (IndexNotFoundException e) {
      return List.of();
    }
    return ids;
  }

  /** Keeps a signature; one of the same scheme and package is replaced. */
  void put(PackageSignature signature) {
    write(
        new IndexRequest().id(signatureId(signature.sha256(), signature.scheme())),
        SignatureJson.write(signature));
  }

  private static String signatureId(String sha256, String scheme) {
    return "signature-" + sha256 + "-" + scheme;
  }

  /** The signature of a package by a scheme. */
  <S extends PackageSignature> Optional<S> signature(String sha256, String scheme, Class<S> type) {
    return content(signatureId(sha256, scheme)).map(SignatureJson::readSignature).map(type::cast);
  }

  Optional<OneTimeSignature> oneTime(String sha256) {
    return signature(sha256, OneTimeSignature.SCHEME, OneTimeSignature.class);
  }

  @Override
  public Optional<VerificationRecord> find(String id) {
    return content(recordId(id)).map(SignatureJson::readRecord);
  }

  private static String recordId(String id) {
    return RECORD + id;
  }

  @Override
  public void create(VerificationRecord first) {
    try {
      write(
          new IndexRequest().id(recordId(first.id())).opType(OpType.CREATE),
          SignatureJson.write(first));
    } catch (VersionConflictEngineException e) {
      throw new IllegalStateException("found a record of " + first.id() + ", allowed is none", e);
    }
  }

  @Override
  public void replace(VerificationRecord from, VerificationRecord to) {
    GetResponse found = get(recordId(from.id()));
    IndexRequest request = new IndexRequest().id(recordId(to.id()));
    try {
      if (found == null || !SignatureJson.readRecord(bytes(found)).equals(from)) {
        throw changed(from, null);
      }
      request.setIfSeqNo(found.getSeqNo()).setIfPrimaryTerm(found.getPrimaryTerm());
      write(request, SignatureJson.write(to));
    } catch (VersionConflictEngineException e) {
      throw changed(from, e);
    }
  }

  private static IllegalStateException changed(VerificationRecord record, Exception cause) {
    return new IllegalStateException(
        "found another record of " + record.id() + " than before; look at it and try again", cause);
  }

  private Optional<byte[]> content(String id) {
    return Optional.ofNullable(get(id)).map(SignatureStore::bytes);
  }

  private static byte[] bytes(GetResponse found) {
    return SignatureJson.bytes((String) found.getSourceAsMap().get(SignatureIndex.CONTENT));
  }

  /** A document, null where there is none. */
  private GetResponse get(String id) {
    PlainActionFuture<GetResponse> answer = PlainActionFuture.newFuture();
    client.get(new GetRequest(SignatureIndex.NAME, id), answer);
    try {
      GetResponse found = answer.actionGet(SignatureIndex.TIMEOUT);
      return found.isExists() ? found : null;
    } catch (IndexNotFoundException e) {
      return null;
    }
  }

  private void write(IndexRequest request, String content) {
    write(request.source(Map.of(SignatureIndex.CONTENT, content)));
  }

  private void write(IndexRequest request) {
    SignatureIndex.create(client);
    request.index(SignatureIndex.NAME);
    PlainActionFuture<IndexResponse> answer = PlainActionFuture.newFuture();
    client.index(request, answer);
    answer.actionGet(SignatureIndex.TIMEOUT);
  }
}

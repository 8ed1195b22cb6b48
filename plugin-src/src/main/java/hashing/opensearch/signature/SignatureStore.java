package hashing.opensearch.signature;

import hashing.signature.KeyPool;
import hashing.signature.OneTimeSignature;
import hashing.signature.PackageSignature;
import hashing.signature.Pair;
import hashing.signature.SignatureJson;
import hashing.signature.VerificationRecord;
import hashing.signature.VerificationStore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensearch.action.DocWriteRequest.OpType;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.index.IndexResponse;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.transport.client.Client;

/**
 * Reads and writes the {@link SignatureIndex}. Every method blocks until the primary shard and its
 * copies have it on disk: never called on a thread of the network or of the cluster state.
 * Thread-safe; of two that write one record, one is refused.
 */
final class SignatureStore implements VerificationStore {
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
    return "pool-" + pool + "-" + lower(pair);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The keys of a pool and pair, empty where they were not imported. */
  Optional<KeyPool> pool(String pool, Pair pair) {
    return content(poolId(pool, pair)).map(SignatureJson::readPool);
  }

  /** The pairs whose keys of a pool are here. */
  List<Pair> pairs(String pool) {
    return Arrays.stream(Pair.values()).filter(pair -> pool(pool, pair).isPresent()).toList();
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
    return "record-" + id;
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
    SignatureIndex.create(client);
    request.index(SignatureIndex.NAME).source(Map.of(SignatureIndex.CONTENT, content));
    PlainActionFuture<IndexResponse> answer = PlainActionFuture.newFuture();
    client.index(request, answer);
    answer.actionGet(SignatureIndex.TIMEOUT);
  }
}

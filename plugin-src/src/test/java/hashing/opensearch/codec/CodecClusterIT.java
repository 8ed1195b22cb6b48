package hashing.opensearch.codec;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;

import hashing.opensearch.HashingPlugin;
import hashing.opensearch.mapper.CodeCorpus;
import java.util.Collection;
import java.util.List;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.IndexService;
import org.opensearch.index.shard.IndexShard;
import org.opensearch.indices.IndicesService;
import org.opensearch.indices.replication.common.ReplicationType;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchIntegTestCase;

/** Codes on two nodes: copied as segments, restarted, put into a snapshot and taken out again. */
@OpenSearchIntegTestCase.ClusterScope(
    scope = OpenSearchIntegTestCase.Scope.TEST,
    numDataNodes = 2,
    supportsDedicatedMasters = false)
public final class CodecClusterIT extends OpenSearchIntegTestCase {
  private static final int BITS = 100;

  @Override
  protected Collection<Class<? extends Plugin>> nodePlugins() {
    return List.of(HashingPlugin.class);
  }

  private CodeCorpus create(ReplicationType replication) {
    assertAcked(
        prepareCreate("codes")
            .setSettings(
                Settings.builder()
                    .put(IndexMetadata.SETTING_NUMBER_OF_SHARDS, 1)
                    .put(IndexMetadata.SETTING_NUMBER_OF_REPLICAS, 1)
                    .put(IndexMetadata.SETTING_REPLICATION_TYPE, replication))
            .setMapping(CodeCorpus.mapping(BITS, "")));
    ensureGreen("codes");
    return new CodeCorpus(random(), client(), "codes", BITS);
  }

  /** Compares what each node answers from its own copy, and looks at the copy's segments. */
  private void checkCopies(CodeCorpus corpus, int copies) throws Exception {
    int seen = 0;
    for (String node : internalCluster().getDataNodeNames()) {
      IndicesService indices = internalCluster().getInstance(IndicesService.class, node);
      IndexService service = indices.indexService(resolveIndex("codes"));
      if (service == null) {
        continue;
      }
      for (IndexShard shard : service) {
        seen++;
        assertBusy(() -> {
          corpus.check("_only_nodes:" + shard.routingEntry().currentNodeId());
          List<String> formats = SegmentFormats.of(shard, "code");
          assertThat(formats, not(empty()));
          assertThat(formats, everyItem(is(SegmentFormats.OWN)));
        });
      }
    }
    assertEquals(copies, seen);
  }

  public void testReplicationAndRestart() throws Exception {
    CodeCorpus corpus = create(randomFrom(ReplicationType.values()));
    changeAndCheck(corpus);
    internalCluster().fullRestart();
    ensureGreen("codes");
    corpus.setClient(client());
    checkCopies(corpus, 2);
    corpus.change(30);
    checkCopies(corpus, 2);
  }

  public void testSegmentReplication() throws Exception {
    changeAndCheck(create(ReplicationType.SEGMENT));
  }

  private void changeAndCheck(CodeCorpus corpus) throws Exception {
    for (int round = 0; round < 3; round++) {
      corpus.change(60);
      checkCopies(corpus, 2);
    }
    client().admin().indices().prepareForceMerge("codes").setMaxNumSegments(1).setFlush(true).get();
    refresh("codes");
    checkCopies(corpus, 2);
  }

  public void testSnapshotAndRestore() throws Exception {
    CodeCorpus corpus = create(randomFrom(ReplicationType.values()));
    corpus.change(100);
    createRepository("backup", "fs", Settings.builder().put("location", randomRepoPath()));
    client()
        .admin()
        .cluster()
        .prepareCreateSnapshot("backup", "first")
        .setIndices("codes")
        .setWaitForCompletion(true)
        .get();
    assertAcked(client().admin().indices().prepareDelete("codes"));
    client()
        .admin()
        .cluster()
        .prepareRestoreSnapshot("backup", "first")
        .setWaitForCompletion(true)
        .get();
    ensureGreen("codes");
    checkCopies(corpus, 2);
    corpus.change(50);
    checkCopies(corpus, 2);
  }
}

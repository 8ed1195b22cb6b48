package hashing.opensearch.store;

import hashing.encode.Encoder;
import hashing.opensearch.model.LoadMemory;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelDetails;
import hashing.opensearch.model.ModelSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.cluster.ClusterChangedEvent;
import org.opensearch.cluster.ClusterStateApplier;
import org.opensearch.cluster.metadata.IndexMetadata;

/**
 * The models of the cluster. The list is that of the cluster state which this node applied last,
 * see {@link Catalogue}: asking for it reads a field. An encoder is made of the package as the
 * system index has it, which blocks until it was read.
 */
public final class StoredModelSource implements ModelSource, ClusterStateApplier {
  private volatile PackageStore packages;
  private volatile Catalogue catalogue = Catalogue.EMPTY;
  private volatile Listing listing = new Listing(List.of(), Map.of());
  private Map<String, String> entries; // of the cluster state's thread alone

  /** Tells where packages are read; until then the node is not started, and there are no models. */
  void readFrom(PackageStore newPackages) {
    packages = newPackages;
  }

  @Override
  public void applyClusterState(ClusterChangedEvent event) {
    IndexMetadata index = ModelIndex.metadata(event.state());
    Map<String, String> now = Catalogue.entries(index);
    if (now == entries) {
      return;
    }
    entries = now;
    catalogue = Catalogue.of(index);
    listing =
        new Listing(
            catalogue.models().values().stream().map(this::model).toList(), catalogue.unreadable());
  }

  /** What is listed. */
  Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public Listing list() {
    return listing;
  }

  private Model model(StoredModel stored) {
    return new Model(
        stored.name(),
        stored.bitCount(),
        stored.input(),
        stored.codeSpace(),
        stored.upload(),
        new ModelDetails(
            ModelDetails.Source.STORED,
            stored.kind(),
            stored.method(),
            stored.byteSize(),
            stored.sha256(),
            null),
        memory -> load(stored, memory));
  }

  private Encoder load(StoredModel stored, LoadMemory memory) throws IOException {
    memory.heap(PackageStore.readBytes(stored));
    try {
      return memory.open(memory.unpack(packages.read(stored)));
    } catch (IllegalArgumentException e) {
      throw new IOException("package of [" + stored.name() + "]: " + e.getMessage(), e);
    }
  }
}

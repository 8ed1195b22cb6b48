package hashing.opensearch;

import hashing.opensearch.store.MappingCheck;
import org.opensearch.plugins.Plugin;

/** Would have mappings of new indices checked, for which this OpenSearch has no hook. */
abstract class IndexCheckPlugin extends Plugin {

  abstract MappingCheck mappingCheck();
}

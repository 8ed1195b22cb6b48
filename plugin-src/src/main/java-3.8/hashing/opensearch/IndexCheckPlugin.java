package hashing.opensearch;

import hashing.opensearch.store.MappingCheck;
import java.util.Collection;
import java.util.List;
import org.opensearch.index.IndexCreationValidator;
import org.opensearch.index.mapper.DocumentMapper;
import org.opensearch.plugins.Plugin;

/** Has mappings of new indices checked. OpenSearch asks plugins for that since 3.8. */
abstract class IndexCheckPlugin extends Plugin {

  abstract MappingCheck mappingCheck();

  @Override
  public Collection<IndexCreationValidator> getIndexCreationValidators() {
    return List.of((mappings, settings) -> {
      DocumentMapper mapping = mappings.documentMapper();
      if (mapping != null) {
        mappingCheck().check(mapping.mappingSource());
      }
    });
  }
}

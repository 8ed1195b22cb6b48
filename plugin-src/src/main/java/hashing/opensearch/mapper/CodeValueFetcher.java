package hashing.opensearch.mapper;

import hashing.code.CodeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.opensearch.index.mapper.ValueFetcher;
import org.opensearch.search.lookup.SourceLookup;

/**
 * The {@code fields} of a search: a document's code from its source, written in one format whatever
 * form the source has it in. What is no code, as {@code ignore_malformed} lets pass, is left out.
 */
final class CodeValueFetcher implements ValueFetcher {
  private final BinaryCodeFieldType type;
  private final CodeFormat format;
  private final Set<String> sourcePaths;

  CodeValueFetcher(BinaryCodeFieldType type, CodeFormat format, Set<String> sourcePaths) {
    this.type = type;
    this.format = format;
    this.sourcePaths = sourcePaths;
  }

  @Override
  public List<Object> fetchValues(SourceLookup lookup) {
    List<Object> codes = new ArrayList<>();
    for (String path : sourcePaths) {
      Object value = lookup.extractValue(path, null);
      if (value == null) {
        continue;
      }
      if (!add(value, codes) && value instanceof List<?> values) {
        // Those of nested objects, one behind the other.
        values.forEach(one -> add(one, codes));
      }
    }
    return codes;
  }

  private boolean add(Object value, List<Object> codes) {
    try {
      return codes.add(format.format(type.parse(value), type.bitCount()));
    } catch (IllegalArgumentException e) {
      // Not indexed either.
      return false;
    }
  }
}

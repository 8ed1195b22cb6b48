package hashing.opensearch.query;

import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelRegistry;
import hashing.search.HammingKnnQuery;
import hashing.search.HammingRadiusQuery;
import hashing.search.WeightedKnnQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.util.BytesRef;
import org.opensearch.common.util.BigArrays;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.QueryShardException;

/** Makes a shard's Lucene query of a {@code hamming} query, by the field's mapping. */
final class HammingQueries {
  private final QueryShardContext context;
  private final ModelRegistry models;
  private final HammingQueryBuilder query;
  private EncodedContent worked;

  HammingQueries(QueryShardContext context, ModelRegistry models, HammingQueryBuilder query) {
    this.context = context;
    this.models = models;
    this.query = query;
  }

  Query toQuery() throws IOException {
    MappedFieldType mapped = context.fieldMapper(query.fieldName());
    if (mapped == null) {
      if (query.ignoreUnmapped()) {
        return new MatchNoDocsQuery("field [" + query.fieldName() + "] is not mapped");
      }
      throw failure(
          "is not mapped; allowed is a field of type [%s], or set [ignore_unmapped]",
          BinaryCodeFieldMapper.CONTENT_TYPE);
    }
    if (!(mapped.unwrap() instanceof BinaryCodeFieldType field)) {
      throw failure(
          "has type [%s], allowed is [%s]", mapped.typeName(), BinaryCodeFieldMapper.CONTENT_TYPE);
    }
    int bitCount = field.bitCount();
    Integer maxDistance = query.maxDistance();
    if (maxDistance != null && maxDistance > bitCount) {
      throw failure(
          "takes a [max_distance] up to its [%d] bits, found [%d]", bitCount, maxDistance);
    }
    List<byte[]> codes = codes(field);
    Query filter = filter();
    if (query.k() != null) {
      return nearest(field, codes, filter);
    }
    Query near =
        new HammingRadiusQuery(field.name(), bitCount, codes, maxDistance, this::askForMemory);
    if (filter == null) {
      return near;
    }
    return new BooleanQuery.Builder().add(near, Occur.MUST).add(filter, Occur.FILTER).build();
  }

  private Query nearest(BinaryCodeFieldType field, List<byte[]> codes, Query filter) {
    int bitCount = field.bitCount();
    int radius = query.maxDistance() == null ? bitCount : query.maxDistance();
    Rescore rescore = query.rescore();
    int considered = rescore == null ? query.k() : rescore.considered(query.k());
    BitSetProducer parents = context.getParentFilter();
    HammingKnnQuery nearest =
        new HammingKnnQuery(field.name(), bitCount, codes, considered, radius, filter, parents);
    if (query.budget() != null) {
      return nearest.withBudget(query.budget());
    }
    return rescore == null
        ? nearest
        : new WeightedKnnQuery(nearest, query.k(), weights(field, rescore), this::askForMemory);
  }

  private float[] weights(BinaryCodeFieldType field, Rescore rescore) {
    if (rescore.weights() != null) {
      return rescore.weights();
    }
    Target.Content content = (Target.Content) query.target();
    EncodedContent encoded = encoded(field, content);
    if (encoded.relaxed() == null) {
      throw failure(
          "needs weights for [rescore]: model [%s] gives none: its bits are not the signs of"
              + " numbers",
          encoded.model());
    }
    float[] weights = encoded.relaxed().clone();
    for (int bit = 0; bit < weights.length; bit++) {
      weights[bit] = Math.abs(weights[bit]);
    }
    return weights;
  }

  /**
   * Asks the request breaker for room that a search is about to take. Nothing tells when a Lucene
   * query's memory is free again, so it is given back at once: what is in use meanwhile the parent
   * breaker sees, which measures the heap at each such question.
   */
  private void askForMemory(long bytes) {
    BigArrays arrays = context.bigArrays();
    if (arrays == null || arrays.breakerService() == null) {
      return;
    }
    CircuitBreaker breaker = arrays.breakerService().getBreaker(CircuitBreaker.REQUEST);
    breaker.addEstimateBytesAndMaybeBreak(bytes, "<hamming_documents>");
    breaker.addWithoutBreaking(-bytes);
  }

  /** The filter as one on the documents that carry codes, null where there is none. */
  private Query filter() throws IOException {
    Query filter = query.filter() == null ? null : query.filter().toQuery(context);
    return filter == null || context.nestedScope().getObjectMapper() == null
        ? filter
        : new NestedFilter(context, query.fieldName()).onNested(filter);
  }

  private List<byte[]> codes(BinaryCodeFieldType field) {
    return switch (query.target()) {
      case Target.Codes given -> {
        checkModel(field, query.modelId());
        if (given.found() != null) {
          checkFound(field, given.found());
        }
        List<byte[]> codes = new ArrayList<>();
        for (Object value : given.values()) {
          codes.add(parse(field, value, given.found()));
        }
        yield codes;
      }
      case Target.Content content -> List.of(encoded(field, content).code());
      case Target.Like _ -> throw new IllegalStateException("[like] must be looked up before");
    };
  }

  /** The model that encodes the query's content, one of the field's code space. */
  private String model(BinaryCodeFieldType field, Target.Content content) {
    String model = query.modelId() == null ? field.searchModelId() : query.modelId();
    if (model == null) {
      throw failure(
          "has no [model_id] to encode [%s] by; put one into the query or the mapping",
          content.parameter());
    }
    checkModel(field, model);
    return model;
  }

  private byte[] parse(BinaryCodeFieldType field, Object value, Target.Found found) {
    try {
      return field.parse(value instanceof BytesRef bytes ? Target.Codes.numbers(bytes) : value);
    } catch (IllegalArgumentException e) {
      String reason =
          found == null ? e.getMessage() : found.like().noCode(query.fieldName()).getMessage();
      throw new QueryShardException(context, "{}", e, reason);
    }
  }

  /**
   * Refuses what {@code like} found in a field of other bits or of a model of another code space.
   * Models of two names are compared only where this node knows them both, or the mapping has the
   * second as {@code search_model_id}.
   */
  private void checkFound(BinaryCodeFieldType field, Target.Found found) {
    Integer bitCount = found.bitCount();
    if (bitCount != null && bitCount != field.bitCount()) {
      throw failure(
          "has [%d] bits, [like] found a code of [%d] bits in index [%s], document [%s]",
          field.bitCount(), bitCount, found.like().index(), found.like().id());
    }
    String own = field.modelId();
    String other = found.modelId();
    if (own == null || other == null || own.equals(other)) {
      return;
    }
    String ownSpace = codeSpace(own);
    String otherSpace = codeSpace(other);
    boolean comparable =
        (ownSpace == null || otherSpace == null)
            ? other.equals(field.searchModelId())
            : ownSpace.equals(otherSpace);
    if (!comparable) {
      throw failure(
          "has codes of model [%s], code space [%s]; [like] found codes of model [%s], code space"
              + " [%s], in index [%s], document [%s]",
          own,
          ownSpace == null ? "unknown on this node" : ownSpace,
          other,
          otherSpace == null ? "unknown on this node" : otherSpace,
          found.like().index(),
          found.like().id());
    }
  }

  /** The code space of a model that a mapping names, null where this node has no such model. */
  private String codeSpace(String name) {
    try {
      return models.find(name).map(Model::codeSpace).orElse(null);
    } catch (IllegalArgumentException e) {
      return null; // mappings may have any name
    }
  }

  /**
   * Refuses a model whose codes cannot be compared with the field's. A model that the mapping names
   * is taken at its word where this node has not what it takes to compare.
   */
  private void checkModel(BinaryCodeFieldType field, String name) {
    if (name == null) {
      return;
    }
    String own = field.modelId();
    boolean mapped = name.equals(own) || name.equals(field.searchModelId());
    try {
      Model model = mapped ? models.find(name).orElse(null) : models.model(name);
      if (model != null && model.bitCount() != field.bitCount()) {
        throw failure(
            "has [%d] bits, model [%s] gives [%d]", field.bitCount(), name, model.bitCount());
      }
      if (own == null || own.equals(name)) {
        return;
      }
      Model owner = mapped ? models.find(own).orElse(null) : models.model(own);
      if (model != null && owner != null && !owner.codeSpace().equals(model.codeSpace())) {
        throw failure(
            "has codes of model [%s], code space [%s]; model [%s] has code space [%s]",
            own, owner.codeSpace(), name, model.codeSpace());
      }
    } catch (IllegalArgumentException e) {
      throw failure("needs a model: %s", e.getMessage());
    }
  }

  /** What the field's model makes of the query's content, worked out now if nobody did before. */
  private EncodedContent encoded(BinaryCodeFieldType field, Target.Content content) {
    String model = model(field, content);
    if (worked == null) {
      worked = content.encodedBy(model).orElseGet(() -> encode(model, content));
    }
    return worked;
  }

  private EncodedContent encode(String model, Target.Content content) {
    boolean weights = query.rescore() != null && query.rescore().weights() == null;
    try {
      return new ContentEncoder(models, query.fieldName(), content, weights).await(model);
    } catch (IllegalArgumentException e) {
      throw new QueryShardException(context, "{}", e, e.getMessage());
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library of ours
  private QueryShardException failure(String format, Object... arguments) {
    return new QueryShardException(
        context,
        "{}",
        (Throwable) null,
        "[hamming] query on field ["
            + query.fieldName()
            + "] "
            + String.format(Locale.ROOT, format, arguments));
  }
}

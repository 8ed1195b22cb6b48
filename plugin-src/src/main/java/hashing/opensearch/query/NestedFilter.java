package hashing.opensearch.query;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.join.ToChildBlockJoinQuery;
import org.opensearch.common.lucene.search.Queries;
import org.opensearch.index.mapper.MapperService;
import org.opensearch.index.mapper.ObjectMapper;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.search.NestedHelper;

/**
 * Makes a filter, which may speak of nested documents and of the root documents that they are in,
 * one on nested documents: a clause on fields of the root is joined to what is nested in it.
 * Clauses of a {@code bool} are looked at one by one.
 */
final class NestedFilter {
  private final QueryShardContext context;
  private final MapperService mappers;
  private final NestedHelper helper;

  NestedFilter(QueryShardContext context) {
    this.context = context;
    this.mappers = context.getMapperService();
    this.helper = new NestedHelper(mappers);
  }

  /** The filter on nested documents; scores are lost. */
  Query onNested(Query filter) {
    return switch (filter) {
      case MatchAllDocsQuery all -> all;
      case ConstantScoreQuery constant -> onNested(constant.getQuery());
      case BoostQuery boost -> onNested(boost.getQuery());
      case BooleanQuery bool -> {
        BooleanQuery.Builder clauses = new BooleanQuery.Builder();
        clauses.setMinimumNumberShouldMatch(bool.getMinimumNumberShouldMatch());
        for (BooleanClause clause : bool) {
          clauses.add(onNested(clause.query()), clause.occur());
        }
        yield clauses.build();
      }
      default -> onNestedOrJoined(filter);
    };
  }

  private Query onNestedOrJoined(Query clause) {
    boolean mayMatchNested = helper.mightMatchNestedDocs(clause);
    if (mayMatchNested && speaksOfNestedFieldsOnly(clause)) {
      return clause;
    }
    Query joined =
        new ToChildBlockJoinQuery(
            Queries.filtered(clause, Queries.newNonNestedFilter()),
            context.bitsetFilter(Queries.newNonNestedFilter()));
    if (!mayMatchNested) {
      return joined;
    }
    // One that cannot be told: a field lies in the root or in nested documents, so one of them
    // holds.
    return new BooleanQuery.Builder().add(clause, Occur.SHOULD).add(joined, Occur.SHOULD).build();
  }

  private boolean speaksOfNestedFieldsOnly(Query clause) {
    List<String> fields = new ArrayList<>();
    clause.visit(
        new QueryVisitor() {
          @Override
          public boolean acceptField(String field) {
            fields.add(field);
            return true;
          }

          @Override
          public QueryVisitor getSubVisitor(Occur occur, Query parent) {
            return this; // also what must not match
          }
        });
    return !fields.isEmpty() && fields.stream().allMatch(this::isNested);
  }

  private boolean isNested(String field) {
    for (int dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      ObjectMapper object = mappers.getObjectMapper(field.substring(0, dot));
      if (object != null && object.nested().isNested()) {
        return true;
      }
    }
    return false;
  }
}

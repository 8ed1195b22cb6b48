package hashing.opensearch.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.join.ToChildBlockJoinQuery;
import org.opensearch.common.lucene.search.Queries;
import org.opensearch.index.mapper.FieldNamesFieldMapper;
import org.opensearch.index.mapper.MapperService;
import org.opensearch.index.mapper.NestedPathFieldMapper;
import org.opensearch.index.mapper.ObjectMapper;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.QueryShardException;
import org.opensearch.index.search.OpenSearchToParentBlockJoinQuery;
import org.opensearch.search.approximate.ApproximateScoreQuery;

/**
 * Makes a filter, which may speak of nested documents and of the documents that they are in, one on
 * the nested documents of the current scope: a clause on fields of an enclosing document, nested
 * itself or the root, is joined to what is nested in it. Clauses of a {@code bool} are looked at
 * one by one.
 */
final class NestedFilter {
  private static final String ROOT = ""; // as a level, beside the paths of nested objects

  private final QueryShardContext context;
  private final MapperService mappers;
  private final String field;
  private final ObjectMapper searched;
  private final List<ObjectMapper> enclosing = new ArrayList<>(); // nested ones, inner first

  /**
   * @param field what is searched, for messages
   */
  NestedFilter(QueryShardContext context, String field) {
    this.context = context;
    this.mappers = context.getMapperService();
    this.field = field;
    this.searched = context.nestedScope().getObjectMapper();
    for (ObjectMapper object = searched.getParentObjectMapper(mappers);
        object != null;
        object = object.getParentObjectMapper(mappers)) {
      if (object.nested().isNested()) {
        enclosing.add(object);
      }
    }
  }

  /**
   * The filter on nested documents; scores are lost.
   *
   * @throws QueryShardException if a clause has no one level
   */
  Query onNested(Query filter) {
    return switch (filter) {
      case MatchAllDocsQuery all -> all;
      case MatchNoDocsQuery none -> none;
      case ConstantScoreQuery constant -> onNested(constant.getQuery());
      case BoostQuery boost -> onNested(boost.getQuery());
      case ApproximateScoreQuery approximate -> onNested(approximate.getOriginalQuery());
      case BooleanQuery bool -> {
        BooleanQuery.Builder clauses = new BooleanQuery.Builder();
        clauses.setMinimumNumberShouldMatch(bool.getMinimumNumberShouldMatch());
        for (BooleanClause clause : bool) {
          clauses.add(onNested(clause.query()), clause.occur());
        }
        yield clauses.build();
      }
      case DisjunctionMaxQuery any -> {
        BooleanQuery.Builder clauses = new BooleanQuery.Builder();
        any.getDisjuncts().forEach(clause -> clauses.add(onNested(clause), Occur.SHOULD));
        yield clauses.build();
      }
      case OpenSearchToParentBlockJoinQuery nested -> checkBelow(nested);
      default -> clauseOnNested(filter);
    };
  }

  /** A {@code nested} clause goes up to what is searched, so it must start below. */
  private Query checkBelow(OpenSearchToParentBlockJoinQuery nested) {
    String path = searched.fullPath();
    for (String level : levels(nested)) {
      if (!level.startsWith(path + ".")) {
        throw failure(
            "a [nested] clause on "
                + (level.equals(ROOT) ? "the root document" : "[" + level + "]")
                + "; allowed are [nested] clauses on objects below ["
                + path
                + "]; a clause on fields of ["
                + path
                + "] or of what encloses it needs no [nested]");
      }
    }
    return nested;
  }

  private Query clauseOnNested(Query clause) {
    Set<String> levels = levels(clause);
    if (levels.size() > 1) {
      throw failure(
          "a clause on fields of the root document or of nested objects together, found levels "
              + levels.stream().map(level -> level.equals(ROOT) ? "root" : level).toList()
              + "; allowed are clauses on one of them each, joined by [bool]");
    }
    if (levels.isEmpty()) {
      // One that cannot be told: it holds at some level.
      BooleanQuery.Builder any = new BooleanQuery.Builder().add(clause, Occur.SHOULD);
      enclosing.forEach(object -> any.add(joined(clause, object), Occur.SHOULD));
      return any.add(joinedToRoot(clause), Occur.SHOULD).build();
    }
    String level = levels.iterator().next();
    if (level.equals(ROOT)) {
      return joinedToRoot(clause);
    }
    for (ObjectMapper object : enclosing) {
      if (object.fullPath().equals(level)) {
        return joined(clause, object);
      }
    }
    return clause; // on what is searched, or on what it does not see
  }

  private Query joinedToRoot(Query clause) {
    return joined(clause, Queries.newNonNestedFilter());
  }

  private Query joined(Query clause, ObjectMapper object) {
    // Up to the previous object there may be documents of other paths too.
    return Queries.filtered(joined(clause, object.nestedTypeFilter()), searched.nestedTypeFilter());
  }

  private Query joined(Query clause, Query parents) {
    return new ToChildBlockJoinQuery(
        Queries.filtered(clause, parents), context.bitsetFilter(parents));
  }

  /** The levels of the fields that a query tells, each the path of a nested object or the root. */
  private Set<String> levels(Query query) {
    Set<String> levels = new TreeSet<>();
    query.visit(
        new QueryVisitor() {
          @Override
          public boolean acceptField(String name) {
            if (!name.startsWith("_")) {
              levels.add(level(name));
            }
            return true;
          }

          @Override
          public void consumeTerms(Query leaf, Term... terms) {
            for (Term term : terms) {
              if (term.field().equals(FieldNamesFieldMapper.NAME)) {
                levels.add(level(term.text()));
              } else if (term.field().equals(NestedPathFieldMapper.NAME)) {
                levels.add(term.text());
              }
            }
          }

          @Override
          public QueryVisitor getSubVisitor(Occur occur, Query parent) {
            return this; // also what must not match
          }
        });
    return levels;
  }

  private String level(String name) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      ObjectMapper object = mappers.getObjectMapper(name.substring(0, dot));
      if (object != null && object.nested().isNested()) {
        return object.fullPath();
      }
    }
    return ROOT;
  }

  private QueryShardException failure(String found) {
    return new QueryShardException(
        context,
        "{}",
        (Throwable) null,
        "[hamming] query on field [" + field + "] has a [filter] with " + found);
  }
}

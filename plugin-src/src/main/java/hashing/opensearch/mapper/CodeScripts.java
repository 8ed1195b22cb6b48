package hashing.opensearch.mapper;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.opensearch.painless.spi.Allowlist;
import org.opensearch.painless.spi.AllowlistLoader;
import org.opensearch.painless.spi.PainlessExtension;
import org.opensearch.script.AggregationScript;
import org.opensearch.script.DerivedFieldScript;
import org.opensearch.script.FieldScript;
import org.opensearch.script.FilterScript;
import org.opensearch.script.NumberSortScript;
import org.opensearch.script.ScoreScript;
import org.opensearch.script.ScriptContext;
import org.opensearch.script.ScriptedMetricAggContexts;
import org.opensearch.script.SearchScript;
import org.opensearch.script.StringSortScript;
import org.opensearch.script.TermsSetQueryScript;

/**
 * Lets Painless call the methods of {@link CodeDocValues} wherever a script sees a document's
 * fields. Painless finds it by {@code META-INF/services}; on a node without Painless nothing loads
 * it.
 */
public final class CodeScripts implements PainlessExtension {
  private static final List<ScriptContext<?>> CONTEXTS =
      List.of(
          AggregationScript.CONTEXT,
          DerivedFieldScript.CONTEXT,
          FieldScript.CONTEXT,
          FilterScript.CONTEXT,
          NumberSortScript.CONTEXT,
          ScoreScript.CONTEXT,
          ScriptedMetricAggContexts.MapScript.CONTEXT,
          SearchScript.CONTEXT,
          StringSortScript.CONTEXT,
          TermsSetQueryScript.CONTEXT);

  @Override
  public Map<ScriptContext<?>, List<Allowlist>> getContextAllowlists() {
    List<Allowlist> methods =
        List.of(AllowlistLoader.loadFromResourceFiles(CodeScripts.class, "code_doc_values.txt"));
    return CONTEXTS.stream().collect(Collectors.toMap(context -> context, context -> methods));
  }
}

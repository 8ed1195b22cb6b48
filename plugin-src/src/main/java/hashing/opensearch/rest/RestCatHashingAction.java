package hashing.opensearch.rest;

import hashing.opensearch.shards.FieldSize;
import hashing.opensearch.shards.FieldsAction;
import hashing.opensearch.shards.FieldsResponse;
import hashing.opensearch.shards.ShardFields;
import hashing.opensearch.shards.ShardsRequest;
import java.util.Comparator;
import java.util.List;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.common.Table;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.unit.ByteSizeValue;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.RestResponse;
import org.opensearch.rest.action.RestResponseListener;
import org.opensearch.rest.action.cat.AbstractCatAction;
import org.opensearch.rest.action.cat.RestTable;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_cat/hashing} and {@code /_cat/hashing/{index}}: a line for each field and copy. */
public final class RestCatHashingAction extends AbstractCatAction {

  private static final Comparator<ShardRouting> ORDER =
      Comparator.comparing(ShardRouting::getIndexName)
          .thenComparingInt(ShardRouting::id)
          .thenComparing(shard -> !shard.primary())
          .thenComparing(ShardRouting::currentNodeId);

  @Override
  public String getName() {
    return "cat_hashing";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(Method.GET, "/_cat/hashing"), new Route(Method.GET, "/_cat/hashing/{index}"));
  }

  @Override
  protected void documentation(StringBuilder text) {
    text.append("/_cat/hashing\n/_cat/hashing/{index}\n");
  }

  @Override
  protected RestChannelConsumer doCatRequest(RestRequest request, NodeClient client) {
    ShardsRequest shards =
        new ShardsRequest(Strings.splitStringByCommaToArray(request.param("index")));
    shards.indicesOptions(IndicesOptions.strictExpandOpenAndForbidClosed());
    return channel ->
        client.execute(
            FieldsAction.INSTANCE,
            shards,
            new RestResponseListener<FieldsResponse>(channel) {
              @Override
              public RestResponse buildResponse(FieldsResponse found) throws Exception {
                return RestTable.buildResponse(table(request, found), channel);
              }
            });
  }

  @Override
  protected Table getTableWithHeader(RestRequest request) {
    return new Table()
        .startHeaders()
        .addCell("index", "alias:i,idx;desc:index name")
        .addCell("shard", "alias:s,sh;text-align:right;desc:shard number")
        .addCell("prirep", "alias:p,pr,primaryOrReplica;default:false;desc:primary or replica")
        .addCell("node", "alias:n;default:false;desc:id of the node that has this copy")
        .addCell("field", "alias:f;desc:field of type binary_code")
        .addCell("bits", "alias:b;text-align:right;desc:bits of a code")
        .addCell("segments", "alias:sg;text-align:right;default:false;desc:segments with codes")
        .addCell("docs", "alias:d,dc;text-align:right;desc:documents with a code, deleted ones too")
        .addCell("unique", "alias:u;text-align:right;desc:distinct codes, summed over segments")
        .addCell("tables", "alias:t;text-align:right;desc:multi-index tables of all segments")
        .addCell("bytes", "alias:by;text-align:right;desc:size in files")
        .endHeaders();
  }

  private Table table(RestRequest request, FieldsResponse found) {
    Table table = getTableWithHeader(request);
    List<ShardFields> shards =
        found.shards().stream().sorted(Comparator.comparing(ShardFields::shard, ORDER)).toList();
    for (ShardFields copy : shards) {
      ShardRouting shard = copy.shard();
      for (FieldSize field : copy.fields()) {
        table.startRow();
        table.addCell(shard.getIndexName());
        table.addCell(shard.id());
        table.addCell(shard.primary() ? "p" : "r");
        table.addCell(shard.currentNodeId());
        table.addCell(field.field());
        table.addCell(field.bits());
        table.addCell(field.segments());
        table.addCell(field.documents());
        table.addCell(field.unique());
        table.addCell(field.tables());
        table.addCell(new ByteSizeValue(field.bytes()));
        table.endRow();
      }
    }
    return table;
  }
}

package hashing.opensearch.join;

import org.opensearch.action.support.ChannelActionListener;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Hands out pages of the joins that this node runs. */
final class JoinPages {
  static final String FETCH = PageAction.NAME + "[fetch]";

  private final TransportService transport;
  private final PagedJoins joins;

  JoinPages(TransportService transport, PagedJoins joins) {
    this.transport = transport;
    this.joins = joins;
  }

  void register() {
    transport.registerRequestHandler(
        FETCH,
        ThreadPool.Names.SAME,
        PageRequest::new,
        (request, channel, task) ->
            fetch(request, new ChannelActionListener<>(channel, FETCH, request)));
  }

  private void fetch(PageRequest request, ActionListener<JoinResponse> listener) {
    ThreadContext context = transport.getThreadPool().getThreadContext();
    String owner = PagedJoins.owner(context);
    if (request.isEnd()) {
      transport
          .getTaskManager()
          .cancel(joins.task(request.cursor(), owner), "no more pages are wanted", () -> {});
      listener.onResponse(new JoinResponse(BytesArray.EMPTY));
      return;
    }
    joins.sink(request.cursor(), owner).next(ActionListener.map(listener, JoinResponse::new));
  }
}

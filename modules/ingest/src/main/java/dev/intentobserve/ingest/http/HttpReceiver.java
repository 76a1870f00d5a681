package dev.intentobserve.ingest.http;

import dev.intentobserve.ingest.body.HeaderMap;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestPipeline;
import dev.intentobserve.ingest.pipeline.IngestPipeline.RequestSource;
import dev.intentobserve.ingest.pipeline.IngestResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** {@code POST /api/v1/events}. */
public final class HttpReceiver implements Handler<RoutingContext> {
  private static final String RECEIVER = "http";

  private final IngestContext context;
  private final IngestPipeline pipeline;

  public HttpReceiver(IngestContext context, IngestPipeline pipeline) {
    this.context = context;
    this.pipeline = pipeline;
  }

  @Override
  public void handle(RoutingContext ctx) {
    IngestResponse response = new IngestResponse(context, ctx);
    Future.succeededFuture()
        .map(start -> new RequestSource(response.scope(), RECEIVER))
        .compose(source -> receive(source, ctx.request()))
        .compose(response::result)
        .onFailure(response::failed);
  }

  private Future<IngestResult> receive(RequestSource source, HttpServerRequest request) {
    AdmissionControl admission = context.admission(source.scope().tenant(), RECEIVER);
    Map<String, String> headers = HeaderMap.of(request.headers());
    return RequestBodyReader.read(context, request, admission)
        .onFailure(error -> admission.release())
        .compose(
            body ->
                context.withDeadline(
                    admission, deadline -> pipeline.ingest(source, headers, body, deadline)));
  }
}

package dev.intentobserve.ingest.http;

import dev.intentobserve.ingest.body.HeaderMap;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestPipeline;
import dev.intentobserve.ingest.pipeline.IngestPipeline.RequestSource;
import dev.intentobserve.ingest.pipeline.IngestResult;
import dev.intentobserve.model.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** {@code POST /api/v1/events}. */
public record HttpReceiver(IngestContext context, IngestPipeline pipeline)
    implements Handler<RoutingContext> {
  private static final String RECEIVER = "http";

  @Override
  public void handle(RoutingContext ctx) {
    new IngestResponse(context, ctx).answer(scope -> receive(scope, ctx.request()));
  }

  private Future<IngestResult> receive(Scope scope, HttpServerRequest request) {
    RequestSource source = new RequestSource(scope, RECEIVER);
    AdmissionControl admission = context.admission(scope.tenant(), RECEIVER);
    Map<String, String> headers = HeaderMap.of(request.headers());
    return RequestBodyReader.read(context, request, admission)
        .onFailure(error -> admission.release())
        .compose(
            body ->
                context.withDeadline(
                    admission, deadline -> pipeline.ingest(source, headers, body, deadline)));
  }
}

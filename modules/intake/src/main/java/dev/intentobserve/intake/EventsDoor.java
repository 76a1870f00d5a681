package dev.intentobserve.intake;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** {@code POST /api/v1/events}. */
final class EventsDoor implements Handler<RoutingContext> {
  private static final String DOOR = "http";

  private final Hall hall;
  private final Ingestion ingestion;

  EventsDoor(Hall hall, Ingestion ingestion) {
    this.hall = hall;
    this.ingestion = ingestion;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpAnswer answer = new HttpAnswer(hall, ctx);
    Future.succeededFuture()
        .map(start -> new Ingestion.Sender(answer.scope(), DOOR))
        .compose(sender -> take(sender, ctx.request()))
        .compose(answer::result)
        .onFailure(answer::failed);
  }

  private Future<Tally> take(Ingestion.Sender sender, HttpServerRequest request) {
    Admission admission = hall.admission(sender.scope().tenant(), DOOR);
    Map<String, String> headers = Headers.of(request.headers());
    return IncomingBody.read(hall, request, admission)
        .onFailure(error -> admission.release())
        .compose(
            body -> {
              Deadline deadline = Deadline.in(hall.config().deadline());
              return deadline.bound(
                  admission.during(() -> ingestion.take(sender, headers, body, deadline)));
            });
  }
}

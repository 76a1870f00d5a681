package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.ApiReply;
import io.vertx.core.Future;
import java.util.function.Function;

/** A part of the first page that fails alone, unless the viewer may see nothing of the page. */
public final class LiveFragment {
  private LiveFragment() {}

  public static Future<Html> of(Future<ApiReply> reply, Function<ApiReply, Html> render) {
    return reply
        .map(render)
        .recover(
            error ->
                error instanceof ApiFault fault && !fault.isDenial()
                    ? Future.succeededFuture(unavailable(fault))
                    : Future.failedFuture(error));
  }

  private static Html unavailable(ApiFault fault) {
    return Html.of((out, none) -> JteUnavailableGenerated.render(out, none, fault));
  }
}

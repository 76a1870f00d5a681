package dev.intentobserve.window;

import dev.intentobserve.contract.StoreContract.Shipping;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event, all that is known of it: as received, as understood, where it was placed, and why.
 *
 * @param placed null where the event is about no entity
 * @param placedUpTo the cursor of the trace room
 */
record EventDetail(
    Stored stored, @Nullable Placed placed, long placedUpTo, List<Shipping> shippings) {

  Buffer json() {
    Placement placement = placed == null ? new Placement.Orphan() : placed.placement();
    Buffer out = EventJson.open(EventJson.envelope(stored, placement));
    EventJson.putBody(out, stored.event().body());
    out.appendString(",\"received\":").appendBuffer(received());
    Json.Fields rest =
        Json.object()
            .put("understood", understood(stored.event()))
            .put("placement", placement(placement))
            .put("shipping", shippings.stream().map(EventDetail::shipping).toList())
            .put("why", why())
            .build();
    return out.appendString(",").appendString(rest.encode().substring(1));
  }

  private Buffer received() {
    Buffer out =
        EventJson.open(
            Json.object()
                .put("door", stored.door())
                .put("received_time", stored.receivedTime())
                .put("digest", stored.event().digest())
                .put("bytes", stored.event().body().length()));
    EventJson.putBody(out, stored.event().body());
    return out.appendByte((byte) '}');
  }

  private static Json understood(WorkEvent event) {
    return Json.object()
        .put("dialect", event.dialect())
        .put("type", event.type())
        .put("entity", PlacementJson.key(event.entity()))
        .put("claims", event.claims().stream().map(Why::claim).map(Json::of).toList())
        .put("data", event.data())
        .put("flags", EventJson.flags(event.flags()))
        .build();
  }

  private Json placement(Placement placement) {
    return PlacementJson.fields(placement)
        .put("parents", PlacementJson.keys(placed == null ? List.of() : placed.parents()))
        .put("placed", stored.seq() <= placedUpTo)
        .build();
  }

  private List<Json> why() {
    return Why.sentences(stored, placed, placedUpTo, shippings).stream().map(Json::of).toList();
  }

  private static Json shipping(Shipping shipping) {
    return Json.object()
        .put("destination", shipping.destination())
        .put("status", shipping.status())
        .put("reason", shipping.reason())
        .build();
  }
}

package dev.intentobserve.api.event;

import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event with everything known about it: as received, normalized, its placement and exports, and
 * the explanation of each.
 *
 * @param placed null where the event is about no entity
 * @param placedUpTo the cursor of module trace
 */
record EventDetail(
    StoredEvent stored,
    @Nullable EntityPlacement placed,
    long placedUpTo,
    List<ExportStatus> shippings) {

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
            .put("why", Json.of(EventExplanation.sentences(stored, placed, placedUpTo, shippings)))
            .build();
    return out.appendString(",").appendString(rest.encode().substring(1));
  }

  private Buffer received() {
    Buffer out =
        EventJson.open(
            Json.object()
                .put("receiver", stored.receiver())
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
        .put("entity", EntityJson.key(event.entity()))
        .put("claims", Json.of(event.claims().stream().map(EventExplanation::claim).toList()))
        .put("data", event.data())
        .put("flags", EventJson.flags(event.flags()))
        .build();
  }

  private Json placement(Placement placement) {
    return EntityJson.placement(placement)
        .put("parents", EntityJson.keys(placed == null ? List.of() : placed.parents()))
        .put("placed", stored.seq() <= placedUpTo)
        .build();
  }

  private static Json shipping(ExportStatus shipping) {
    return Json.object()
        .put("destination", shipping.destination())
        .put("status", shipping.status())
        .put("reason", shipping.reason())
        .build();
  }
}

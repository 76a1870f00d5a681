package dev.intentobserve.api.slo;

import dev.intentobserve.api.event.PlacementJson;
import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.DurationFormat;
import dev.intentobserve.api.http.JsonNumbers;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.trace.Placement;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cases of objectives as JSON, in one shape for events and for pairs of events. */
final class SliEventJson {
  private SliEventJson() {}

  static String code(SliEvent.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  public static Json.Fields of(SliEvent one) {
    return head(one.outcome(), one.subject())
        .put("start", one.start())
        .put("end", one.end())
        .put("took_seconds", seconds(DurationFormat.between(one.start(), one.end())))
        .put("decided", one.decided())
        .put("due", one.due())
        .put("start_event", one.startEvent())
        .put("end_event", one.endEvent())
        .put("trace_id", one.traceId())
        .put("links", links(one))
        .build();
  }

  /** A case that is one event, without its body. */
  public static Json.Fields of(
      StoredEvent stored, SliEvent.Outcome outcome, @Nullable Placement placement) {
    WorkEvent event = stored.event();
    EntityKey entity = event.entity();
    String traceId = PlacementJson.traceId(placement);
    String subject = entity == null ? null : entity.toString();
    return head(outcome, subject)
        .put("decided", event.eventTime())
        .put("event_id", event.eventId())
        .put("seq", stored.scopeSeq())
        .put("type", event.type())
        .put("source", event.source())
        .put("title", event.title())
        .put("trace_id", traceId)
        .put(
            "links",
            ApiLinks.ofSubject(subject == null ? "" : subject, traceId)
                .put("event", ApiLinks.event(event.eventId())))
        .build();
  }

  private static Json.Builder head(SliEvent.Outcome outcome, @Nullable String subject) {
    return Json.object().put("outcome", code(outcome)).put("subject", subject);
  }

  private static Json seconds(@Nullable Duration duration) {
    return JsonNumbers.of(duration == null ? null : duration.toMillis() / 1000.0);
  }

  private static Json.Builder links(SliEvent one) {
    Json.Builder links = ApiLinks.ofSubject(one.subject(), one.traceId());
    if (one.startEvent() != null) {
      links.put("start_event", ApiLinks.event(one.startEvent()));
    }
    if (one.endEvent() != null) {
      links.put("end_event", ApiLinks.event(one.endEvent()));
    }
    return links;
  }
}

package dev.intentobserve.window;

import dev.intentobserve.event.Case;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cases of objectives as JSON, alike whether an event decides them or two moments do. */
final class CaseJson {
  private CaseJson() {}

  static Case.Outcome outcome(String code) {
    return Case.Outcome.valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Json.Fields of(Case one) {
    return head(one.outcome(), one.subject())
        .put("start", one.start())
        .put("end", one.end())
        .put("took_seconds", seconds(Durations.between(one.start(), one.end())))
        .put("decided", one.decided())
        .put("due", one.due())
        .put("start_event", one.startEvent())
        .put("end_event", one.endEvent())
        .put("trace_id", one.traceId())
        .put("links", links(one))
        .build();
  }

  /** An event that is a case by itself, without its body. */
  static Json.Fields of(Stored stored, Case.Outcome outcome, @Nullable Placement placement) {
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
            Links.ofSubject(subject == null ? "" : subject, traceId)
                .put("event", Links.event(event.eventId()))
                .build())
        .build();
  }

  private static Json.Builder head(Case.Outcome outcome, @Nullable String subject) {
    return Json.object()
        .put("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .put("subject", subject);
  }

  private static Json seconds(@Nullable Duration duration) {
    return Numbers.of(duration == null ? null : duration.toMillis() / 1000.0);
  }

  private static Json links(Case one) {
    Json.Builder links = Links.ofSubject(one.subject(), one.traceId());
    if (one.startEvent() != null) {
      links.put("start_event", Links.event(one.startEvent()));
    }
    if (one.endEvent() != null) {
      links.put("end_event", Links.event(one.endEvent()));
    }
    return links.build();
  }
}

package dev.intentobserve.model.slo;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One counted event of an indicator that has a start and an end. Those of event ratios, timings and
 * freshness are counted but not stored one by one.
 *
 * @param indicator {@link Objective#indicatorId}
 * @param subject {@code kind:id} of the entity, or {@code FIELD=VALUE} of a pair
 * @param decided the moment at which it counts; null while open
 * @param due when an open one becomes bad; null for one that is decided or has no limit
 * @param startEvent id of the first event; null if it is about an entity
 */
@RecordBuilder
public record SliEvent(
    String indicator,
    String subject,
    Outcome outcome,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable Instant decided,
    @Nullable Instant due,
    @Nullable String startEvent,
    @Nullable String endEvent,
    @Nullable String traceId)
    implements SliEventBuilder.With {
  public enum Outcome {
    GOOD,
    BAD,
    OPEN
  }

  public SliEvent {
    requireNonNull(indicator, "indicator");
    requireNonNull(subject, "subject");
    requireNonNull(outcome, "outcome");
  }
}

package dev.intentobserve.model.slo;

import static java.util.Objects.requireNonNull;

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
    @Nullable String traceId) {
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

  public static Builder builder() {
    return new Builder();
  }

  /** A copy to change. */
  public Builder toBuilder() {
    return builder()
        .indicator(indicator)
        .subject(subject)
        .outcome(outcome)
        .start(start)
        .end(end)
        .decided(decided)
        .due(due)
        .startEvent(startEvent)
        .endEvent(endEvent)
        .traceId(traceId);
  }

  /** Nullable values are null unless set; {@code build} fails without the others. */
  public static final class Builder {
    private @Nullable String indicator;
    private @Nullable String subject;
    private @Nullable Outcome outcome;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable Instant decided;
    private @Nullable Instant due;
    private @Nullable String startEvent;
    private @Nullable String endEvent;
    private @Nullable String traceId;

    private Builder() {}

    public Builder indicator(String indicator) {
      this.indicator = indicator;
      return this;
    }

    public Builder subject(String subject) {
      this.subject = subject;
      return this;
    }

    public Builder outcome(Outcome outcome) {
      this.outcome = outcome;
      return this;
    }

    public Builder start(@Nullable Instant start) {
      this.start = start;
      return this;
    }

    public Builder end(@Nullable Instant end) {
      this.end = end;
      return this;
    }

    public Builder decided(@Nullable Instant decided) {
      this.decided = decided;
      return this;
    }

    public Builder due(@Nullable Instant due) {
      this.due = due;
      return this;
    }

    public Builder startEvent(@Nullable String startEvent) {
      this.startEvent = startEvent;
      return this;
    }

    public Builder endEvent(@Nullable String endEvent) {
      this.endEvent = endEvent;
      return this;
    }

    public Builder traceId(@Nullable String traceId) {
      this.traceId = traceId;
      return this;
    }

    @SuppressWarnings("NullAway") // the constructor refuses what is missing
    public SliEvent build() {
      return new SliEvent(
          indicator, subject, outcome, start, end, decided, due, startEvent, endEvent, traceId);
    }
  }
}

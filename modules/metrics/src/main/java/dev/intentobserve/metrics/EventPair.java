package dev.intentobserve.metrics;

import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import dev.intentobserve.model.slo.SliEventBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The known events of one key of an event pair: its earliest start, earliest end and latest end.
 * These three merge to the same in any order, and so does the result: the pair starts with the
 * earliest start and ends with the earliest end, unless that is before the start; then with the
 * latest end, unless that is before it, too. A further start or end is a repetition and changes
 * nothing else. One inaccuracy: of three or more ends, the first of which is before the start, the
 * last counts instead of the first after the start.
 *
 * <p>Stored as the {@link SliEvent} itself and, if that is not enough, as an open event of the
 * indicator {@link #ends}, which no objective uses.
 */
record EventPair(
    @Nullable Moment start,
    @Nullable Moment firstEnd,
    @Nullable Moment lastEnd,
    @Nullable String traceId) {

  static final EventPair UNKNOWN = new EventPair(null, null, null, null);

  /** An event and its time. */
  record Moment(Instant time, String eventId) implements Comparable<Moment> {
    private static final Comparator<Moment> ORDER =
        Comparator.comparing(Moment::time).thenComparing(Moment::eventId);

    @Override
    public int compareTo(Moment other) {
      return ORDER.compare(this, other);
    }
  }

  /** The indicator of ends that the SLI events of the pair do not contain. */
  static String ends(String indicator) {
    return indicator + ".ends";
  }

  /** The stored events of a key. */
  static EventPair of(@Nullable SliEvent event, @Nullable SliEvent ends) {
    Moment start = event == null ? null : moment(event.start(), event.startEvent());
    String traceId = event == null ? null : event.traceId();
    if (ends != null) {
      return new EventPair(
          start,
          moment(ends.start(), ends.startEvent()),
          moment(ends.end(), ends.endEvent()),
          traceId);
    }
    Moment end = event == null ? null : moment(event.end(), event.endEvent());
    return new EventPair(start, end, end, traceId);
  }

  private static @Nullable Moment moment(@Nullable Instant time, @Nullable String eventId) {
    return time == null || eventId == null ? null : new Moment(time, eventId);
  }

  /**
   * With another start.
   *
   * @param trace the trace it belongs to
   */
  EventPair started(Moment moment, @Nullable String trace) {
    return start == null || moment.compareTo(start) < 0
        ? new EventPair(moment, firstEnd, lastEnd, trace)
        : this;
  }

  /** With another end. */
  EventPair ended(Moment moment) {
    Moment first = firstEnd == null || moment.compareTo(firstEnd) < 0 ? moment : firstEnd;
    Moment last = lastEnd == null || moment.compareTo(lastEnd) > 0 ? moment : lastEnd;
    return new EventPair(start, first, last, traceId);
  }

  /** Merged with another one of the same key. */
  EventPair merge(EventPair other) {
    EventPair merged = other.start == null ? this : started(other.start, other.traceId);
    merged = other.firstEnd == null ? merged : merged.ended(other.firstEnd);
    return other.lastEnd == null ? merged : merged.ended(other.lastEnd);
  }

  /** The SLI event, if there is a start, and what it does not contain. */
  List<SliEvent> cases(String indicator, String subject, Limit limit, Instant now) {
    List<SliEvent> cases = new ArrayList<>();
    Moment end = end();
    if (start != null) {
      SliEvent span = keep(indicator, subject, start, end, traceId);
      cases.add(LatencyEvaluator.evaluate(span, start.time(), limit, now));
    }
    if (firstEnd != null && !(firstEnd.equals(end) && firstEnd.equals(lastEnd))) {
      cases.add(keep(ends(indicator), subject, firstEnd, lastEnd, null));
    }
    return cases;
  }

  private @Nullable Moment end() {
    if (start == null) {
      return null;
    }
    if (firstEnd != null && !firstEnd.time().isBefore(start.time())) {
      return firstEnd;
    }
    return lastEnd != null && !lastEnd.time().isBefore(start.time()) ? lastEnd : null;
  }

  private static SliEvent keep(
      String indicator, String subject, Moment from, @Nullable Moment to, @Nullable String trace) {
    return SliEventBuilder.builder()
        .indicator(indicator)
        .subject(subject)
        .outcome(Outcome.OPEN)
        .start(from.time())
        .end(to == null ? null : to.time())
        .startEvent(from.eventId())
        .endEvent(to == null ? null : to.eventId())
        .traceId(trace)
        .build();
  }
}

package dev.intentobserve.metrics;

import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one key of an event pair: its earliest start, its earliest and its latest end.
 * These three merge in any order to the same, and so does what follows from them: the case began
 * with the earliest start; it ended with the earliest end unless that lies before the start, then
 * with the latest one, unless that lies before it too. A further start or end of the same key is a
 * repetition and changes nothing else. The one loss: of three ends or more, of which the first came
 * before the start, the last one counts instead of the first after the start.
 *
 * <p>Kept as the {@link SliEvent} itself and, where that does not say all, as an open case of the
 * indicator {@link #ends}, which nobody judges.
 */
record EventPair(
    @Nullable Moment start,
    @Nullable Moment firstEnd,
    @Nullable Moment lastEnd,
    @Nullable String traceId) {

  static final EventPair UNKNOWN = new EventPair(null, null, null, null);

  /** An event at its time. */
  record Moment(Instant time, String eventId) implements Comparable<Moment> {
    private static final Comparator<Moment> ORDER =
        Comparator.comparing(Moment::time).thenComparing(Moment::eventId);

    @Override
    public int compareTo(Moment other) {
      return ORDER.compare(this, other);
    }
  }

  /** Under which the ends are kept that the cases of an indicator do not tell. */
  static String ends(String indicator) {
    return indicator + ".ends";
  }

  /** What was kept of a key. */
  static EventPair of(@Nullable SliEvent judged, @Nullable SliEvent ends) {
    Moment start = judged == null ? null : moment(judged.start(), judged.startEvent());
    String traceId = judged == null ? null : judged.traceId();
    if (ends != null) {
      return new EventPair(
          start,
          moment(ends.start(), ends.startEvent()),
          moment(ends.end(), ends.endEvent()),
          traceId);
    }
    Moment end = judged == null ? null : moment(judged.end(), judged.endEvent());
    return new EventPair(start, end, end, traceId);
  }

  private static @Nullable Moment moment(@Nullable Instant time, @Nullable String eventId) {
    return time == null || eventId == null ? null : new Moment(time, eventId);
  }

  /**
   * With a further start.
   *
   * @param trace the trace it leads to
   */
  EventPair started(Moment moment, @Nullable String trace) {
    return start == null || moment.compareTo(start) < 0
        ? new EventPair(moment, firstEnd, lastEnd, trace)
        : this;
  }

  /** With a further end. */
  EventPair ended(Moment moment) {
    Moment first = firstEnd == null || moment.compareTo(firstEnd) < 0 ? moment : firstEnd;
    Moment last = lastEnd == null || moment.compareTo(lastEnd) > 0 ? moment : lastEnd;
    return new EventPair(start, first, last, traceId);
  }

  /** With all that another one knows of the same key. */
  EventPair merge(EventPair other) {
    EventPair merged = other.start == null ? this : started(other.start, other.traceId);
    merged = other.firstEnd == null ? merged : merged.ended(other.firstEnd);
    return other.lastEnd == null ? merged : merged.ended(other.lastEnd);
  }

  /** The case, where there is a start, and what it does not tell. */
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
    return new SliEvent(
        indicator,
        subject,
        Outcome.OPEN,
        from.time(),
        to == null ? null : to.time(),
        null,
        null,
        from.eventId(),
        to == null ? null : to.eventId(),
        trace);
  }
}

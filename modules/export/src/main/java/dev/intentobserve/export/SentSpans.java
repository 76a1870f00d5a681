package dev.intentobserve.export;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers a digest of each span as it was sent last, of the traces that were exported last since
 * the start. A trace that is not remembered is sent whole.
 */
final class SentSpans {
  /** The memory of about 2,000,000 spans in large traces, 16 MiB. */
  static final int MAX_WEIGHT = 2_000_000;

  /** What a trace takes beside its digests, as so many of them. */
  private static final int TRACE = 30;

  private static final long[] NONE = {};

  private record Trace(Scope scope, String traceId) {}

  private final int maxWeight;
  private final Map<Trace, long[]> digests = new LinkedHashMap<>(16, 0.75f, true);
  private int weight;

  SentSpans(int maxWeight) {
    this.maxWeight = maxWeight;
  }

  Step step() {
    return new Step();
  }

  private void put(Trace trace, long[] now) {
    long[] before = digests.put(trace, now);
    weight += weight(now) - (before == null ? 0 : weight(before));
    var eldest = digests.values().iterator();
    while (weight > maxWeight) {
      weight -= weight(eldest.next());
      eldest.remove();
    }
  }

  private static int weight(long[] trace) {
    return TRACE + trace.length;
  }

  /** What one step sends; remembered when it was delivered. */
  final class Step {
    private final Map<Trace, Spans> traces = new HashMap<>();

    /** The spans of a trace, all of which are to be shown. */
    Spans spans(Scope scope, String traceId, int count) {
      Trace trace = new Trace(scope, traceId);
      Spans spans = new Spans(digests.getOrDefault(trace, NONE), count);
      traces.put(trace, spans);
      return spans;
    }

    void delivered() {
      traces.forEach((trace, spans) -> put(trace, spans.sorted()));
    }
  }

  /** The spans of one trace. */
  static final class Spans {
    private final long[] before;
    private final long[] now;
    private int seen;

    private Spans(long[] before, int count) {
      this.before = before;
      this.now = new long[count];
    }

    /** Whether the span is not as it was sent before. */
    boolean differs(Span span) {
      long digest = ByteBuffer.wrap(Digests.digest("SHA-256", span.toByteArray())).getLong();
      now[seen++] = digest;
      return Arrays.binarySearch(before, digest) < 0;
    }

    private long[] sorted() {
      Arrays.sort(now);
      return now;
    }
  }
}

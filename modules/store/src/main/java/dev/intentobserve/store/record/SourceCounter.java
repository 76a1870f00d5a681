package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts.Append;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of a batch. Receipt is counted when an entry is taken from the request, the outcome
 * when it is decided: two independent counts that must agree.
 */
final class SourceCounter {
  static final String RECEIVED = "received";
  static final String STORED = "stored";
  static final String DUPLICATE = "duplicate";
  static final String REFUSED = "refused";

  private final Map<CountKey, Long> counts = new LinkedHashMap<>();

  /** What one row of {@code source_count} counts. */
  record CountKey(Scope scope, String receiver, String source, String outcome, String reason) {}

  /** How many to add to a row. */
  record Count(CountKey key, long count) {}

  void received(Append request, String source) {
    add(request, source, RECEIVED, "");
  }

  void stored(Append request, String source) {
    add(request, source, STORED, "");
  }

  void duplicate(Append request, String source) {
    add(request, source, DUPLICATE, "");
  }

  void refused(Append request, String source, Refusal reason) {
    add(request, source, REFUSED, reason.code());
  }

  List<Count> list() {
    return counts.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void add(Append request, String source, String outcome, String reason) {
    counts.merge(
        new CountKey(request.scope(), request.receiver(), source, outcome, reason), 1L, Long::sum);
  }
}

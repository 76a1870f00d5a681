package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dead letters of a batch. The same bytes refused for the same reason are one dead letter. */
final class DeadLetterBatch {
  private final Map<Identity, RefusedEntry> deadLetters = new LinkedHashMap<>();

  private record Identity(Scope scope, String digest, Refusal reason) {}

  /** A refused entry as it was received first, and how often in this batch. */
  record RefusedEntry(
      Scope scope, String receiver, Instant receivedTime, Entry.Refused refused, long times) {
    RefusedEntry counted() {
      return new RefusedEntry(scope, receiver, receivedTime, refused, times + 1);
    }
  }

  void add(Append request, Entry.Refused refused) {
    deadLetters.compute(
        new Identity(request.scope(), refused.digest(), refused.reason()),
        (identity, deadLetter) ->
            deadLetter != null
                ? deadLetter.counted()
                : new RefusedEntry(
                    request.scope(), request.receiver(), request.receivedTime(), refused, 1));
  }

  List<RefusedEntry> list() {
    return List.copyOf(deadLetters.values());
  }
}

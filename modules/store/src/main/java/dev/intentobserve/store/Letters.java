package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dead letters of a batch; the same bytes refused for the same reason are one. */
final class Letters {
  private final Map<Identity, Letter> letters = new LinkedHashMap<>();

  private record Identity(Scope scope, String digest, Refusal reason) {}

  /** What was refused, as first seen, and how often in this batch. */
  record Letter(Scope scope, String door, Instant receivedTime, Entry.Refused refused, long times) {
    Letter again() {
      return new Letter(scope, door, receivedTime, refused, times + 1);
    }
  }

  void add(Append request, Entry.Refused refused) {
    letters.compute(
        new Identity(request.scope(), refused.digest(), refused.reason()),
        (identity, letter) ->
            letter != null
                ? letter.again()
                : new Letter(request.scope(), request.door(), request.receivedTime(), refused, 1));
  }

  List<Letter> list() {
    return List.copyOf(letters.values());
  }
}

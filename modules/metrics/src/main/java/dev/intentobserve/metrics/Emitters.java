package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract.Active;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects which emitter was heard in which minute: the source, the followed file, the hook, and
 * {@code work} for whatever is no heartbeat. Emitters without a name, or with one that looks like
 * an id, are not told apart from others of their kind, but not counted at all: their silence means
 * nothing.
 */
final class Emitters {
  private static final String FILE = "file:";
  private static final String HOOK = "hook_event_name";
  private static final String HEARTBEAT = "system.";

  /** In four bytes each still short enough for an index. */
  private static final int LONGEST_PATH = 512;

  private final Map<Scoped<Slot>, Active> active = new LinkedHashMap<>();

  private record Slot(String kind, String name, Instant minute) {}

  void heard(Stored stored) {
    emitter(stored, "source", stored.event().source());
    stored.event().data().text(HOOK).ifPresent(hook -> emitter(stored, "hook", hook));
    if (stored.door().startsWith(FILE) && stored.door().length() < LONGEST_PATH) {
      add(stored, "file", stored.door().substring(FILE.length()));
    }
    if (!stored.event().type().startsWith(HEARTBEAT)) {
      add(stored, "work", "all");
    }
  }

  private void emitter(Stored stored, String kind, String name) {
    if (!name.isBlank() && !name.equals(Labels.UNKNOWN) && !Labels.looksLikeAnId(name)) {
      add(stored, kind, name);
    }
  }

  private void add(Stored stored, String kind, String name) {
    Scope scope = stored.scope();
    Instant at = heardAt(stored);
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    Active once = new Active(kind, name, minute, 1, at, stored.event().eventId());
    active.merge(new Scoped<>(scope, new Slot(kind, name, minute)), once, Emitters::merge);
  }

  /** A clock that is ahead must not hide a silence to come. */
  private static Instant heardAt(Stored stored) {
    Instant time = stored.event().eventTime();
    return time.isAfter(stored.receivedTime()) ? stored.receivedTime() : time;
  }

  private static Active merge(Active a, Active b) {
    int order = a.last().compareTo(b.last());
    Active last = order > 0 || (order == 0 && a.lastEvent().compareTo(b.lastEvent()) >= 0) ? a : b;
    return new Active(
        a.kind(), a.name(), a.minute(), a.count() + b.count(), last.last(), last.lastEvent());
  }

  List<Scoped<Active>> list() {
    return active.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .toList();
  }
}

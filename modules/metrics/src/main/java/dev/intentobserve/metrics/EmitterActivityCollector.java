package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.ports.MetricStorePorts.EmitterActivity;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects which emitter was active in which minute: the source, the followed file, the hook, and
 * {@code work} for every event that is no heartbeat. Emitters without a name, or with one that
 * looks like an id, are not counted: their silence means nothing.
 */
final class EmitterActivityCollector {
  private static final String FILE = "file:";
  private static final String HOOK = "hook_event_name";
  private static final String HEARTBEAT = "system.";

  /** Short enough for an index even with four bytes for each character. */
  private static final int MAX_PATH_LENGTH = 512;

  private final Map<Scoped<Slot>, EmitterActivity> active = new LinkedHashMap<>();

  private record Slot(String kind, String name, Instant minute) {}

  void recordActivity(StoredEvent stored) {
    emitter(stored, "source", stored.event().source());
    stored.event().data().text(HOOK).ifPresent(hook -> emitter(stored, "hook", hook));
    if (stored.receiver().startsWith(FILE) && stored.receiver().length() < MAX_PATH_LENGTH) {
      add(stored, "file", stored.receiver().substring(FILE.length()));
    }
    if (!stored.event().type().startsWith(HEARTBEAT)) {
      add(stored, "work", "all");
    }
  }

  private void emitter(StoredEvent stored, String kind, String name) {
    if (!name.isBlank()
        && !name.equals(LabelSanitizer.UNKNOWN)
        && !LabelSanitizer.looksLikeAnId(name)) {
      add(stored, kind, name);
    }
  }

  private void add(StoredEvent stored, String kind, String name) {
    Scope scope = stored.scope();
    Instant at = activeAt(stored);
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    EmitterActivity once = new EmitterActivity(kind, name, minute, 1, at, stored.event().eventId());
    active.merge(
        new Scoped<>(scope, new Slot(kind, name, minute)), once, EmitterActivityCollector::merge);
  }

  /** A clock that is ahead must not hide a later silence. */
  private static Instant activeAt(StoredEvent stored) {
    Instant time = stored.event().eventTime();
    return time.isAfter(stored.receivedTime()) ? stored.receivedTime() : time;
  }

  private static EmitterActivity merge(EmitterActivity a, EmitterActivity b) {
    int order = a.last().compareTo(b.last());
    EmitterActivity last =
        order > 0 || (order == 0 && a.lastEvent().compareTo(b.lastEvent()) >= 0) ? a : b;
    return new EmitterActivity(
        a.kind(), a.name(), a.minute(), a.count() + b.count(), last.last(), last.lastEvent());
  }

  List<Scoped<EmitterActivity>> list() {
    return active.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .toList();
  }
}

package dev.intentobserve.model.entity;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.json.Json;
import java.time.Instant;
import java.util.List;

/**
 * The place of an event in the order that settles everything: event time (microseconds), lifecycle
 * rank of its type, event id. Arrival never counts, so any permutation of a corpus ends the same.
 */
public record Stamp(Instant time, int rank, String eventId) implements Comparable<Stamp> {
  public Stamp {
    requireNonNull(time, "time");
    requireNonNull(eventId, "eventId");
  }

  @Override
  public int compareTo(Stamp other) {
    int order = time.compareTo(other.time);
    order = order == 0 ? Integer.compare(rank, other.rank) : order;
    return order == 0 ? eventId.compareTo(other.eventId) : order;
  }

  public static Stamp earlier(Stamp a, Stamp b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  public static Stamp later(Stamp a, Stamp b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  Json toJson() {
    return new Json.Items(List.of(Json.of(time.toString()), Json.of(rank), Json.of(eventId)));
  }

  static Stamp fromJson(Json json) {
    if (json instanceof Json.Items items
        && items.values().size() == 3
        && items.values().get(0) instanceof Json.Text time
        && items.values().get(1) instanceof Json.Num rank
        && items.values().get(2) instanceof Json.Text id) {
      return new Stamp(Instant.parse(time.value()), Integer.parseInt(rank.lexeme()), id.value());
    }
    throw new IllegalArgumentException("no stamp: " + json.encode());
  }
}

package dev.intentobserve.cli;

import dev.intentobserve.event.Json;

/** What became of records: received is stored and duplicates and refused. */
record Tally(long received, long stored, long duplicates, long refused) {
  static final Tally NONE = new Tally(0, 0, 0, 0);

  static Tally of(Json.Fields answer) {
    return new Tally(
        Fields.number(answer, "received"),
        Fields.number(answer, "stored"),
        Fields.number(answer, "duplicates"),
        Fields.number(answer, "refused"));
  }

  Tally plus(Tally other) {
    return new Tally(
        received + other.received,
        stored + other.stored,
        duplicates + other.duplicates,
        refused + other.refused);
  }

  Json.Builder putInto(Json.Builder out) {
    return out.put("received", received)
        .put("stored", stored)
        .put("duplicates", duplicates)
        .put("refused", refused);
  }

  /** {@code 12 received: 10 stored, 1 duplicate, 1 refused}. */
  String text() {
    return received
        + " received: "
        + stored
        + " stored, "
        + duplicates
        + (duplicates == 1 ? " duplicate, " : " duplicates, ")
        + refused
        + " refused";
  }
}

package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.model.json.Json;

/** The outcome of records; received = stored + duplicates + refused. */
public record IngestCounts(long received, long stored, long duplicates, long refused) {
  public static final IngestCounts NONE = new IngestCounts(0, 0, 0, 0);

  static IngestCounts of(Json.Fields answer) {
    return new IngestCounts(
        JsonFields.number(answer, "received"),
        JsonFields.number(answer, "stored"),
        JsonFields.number(answer, "duplicates"),
        JsonFields.number(answer, "refused"));
  }

  public IngestCounts plus(IngestCounts other) {
    return new IngestCounts(
        received + other.received,
        stored + other.stored,
        duplicates + other.duplicates,
        refused + other.refused);
  }

  public Json.Builder writeTo(Json.Builder out) {
    return out.put("received", received)
        .put("stored", stored)
        .put("duplicates", duplicates)
        .put("refused", refused);
  }

  /** {@code 12 received: 10 stored, 1 duplicate, 1 refused}. */
  public String text() {
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

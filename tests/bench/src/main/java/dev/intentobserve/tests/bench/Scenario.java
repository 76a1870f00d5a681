package dev.intentobserve.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Measures once, on a fresh database; fails if anything was lost. */
interface Scenario {
  void run(Bench bench) throws Exception;

  /**
   * Fails unless the service accounts for every event, and refused none.
   *
   * @param busy requests that were sent again, so that more duplicates than repeats are right
   */
  static void requireStored(ServiceProcess service, long stored, long repeats, long busy)
      throws IOException {
    JsonNode totals = service.get("/api/v1/sources").path("totals");
    long duplicates = totals.path("duplicates").asLong();
    CheckFailedException.require("stored", stored, totals.path("stored").asLong());
    CheckFailedException.require(
        "duplicates", busy == 0 ? repeats : Math.max(repeats, duplicates), duplicates);
    CheckFailedException.require("received", stored + duplicates, totals.path("received").asLong());
    CheckFailedException.require("dead letters", 0, service.count("/api/v1/dead-letters"));
  }

  /** Fails unless there is a trace for each intent, and every entity is known. */
  static void requirePlaced(ServiceProcess service, Corpus... corpora) throws IOException {
    long intents = 0;
    long entities = 0;
    for (Corpus corpus : corpora) {
      intents += corpus.intents();
      entities += corpus.entities();
    }
    CheckFailedException.require("traces", intents, service.count("/api/v1/traces"));
    CheckFailedException.require("entities", entities, service.count("/api/v1/entities"));
  }
}

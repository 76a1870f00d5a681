package dev.intentobserve.tests.browser;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One intent with ten thousand contracts. */
final class LargeTraceEvents {
  static final String PATH = "/traces/INT-LARGE";

  private static final int SPANS = 10_000;

  /** Small enough to be committed in time on a busy machine. */
  private static final int BATCH = 1_000;

  private LargeTraceEvents() {}

  static void fill(PackagedService service) throws Exception {
    service.sendAll(
        """
        {"event_type":"intent.proposed","intent_id":"INT-LARGE","title":"Ten thousand steps"}
        {"event_type":"spec.created","spec_id":"SPEC-LARGE","intent_id":"INT-LARGE"}
        """);
    for (int sent = 0; sent < SPANS; sent += BATCH) {
      service.sendAll(
          IntStream.range(sent, sent + BATCH)
              .mapToObj(LargeTraceEvents::contract)
              .collect(Collectors.joining("\n")));
    }
    service.untilPlaced("INT-LARGE", SPANS);
  }

  private static String contract(int number) {
    return "{\"event_type\":\"contract.started\",\"contract_id\":\"CON-LARGE-%d\",\"spec_id\":\"SPEC-LARGE\"}"
        .formatted(number);
  }
}

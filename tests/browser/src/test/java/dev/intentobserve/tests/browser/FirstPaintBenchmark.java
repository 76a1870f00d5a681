package dev.intentobserve.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How soon a page is visible when the store is large: {@code -Dbench.events} events, a million by
 * default. Run by hand; see browser/README.md.
 */
@Tag("bench")
final class FirstPaintBenchmark {
  private static final int EVENTS = Integer.getInteger("bench.events", 1_000_000);

  /** Limit for the median of the first page, in milliseconds. */
  private static final double MAX_FIRST_PAINT = 300;

  /** The search page calls no API, so it shows the cost of browser and layout alone. */
  private static final List<String> PAGES =
      List.of(
          "/search", "/", "/traces", "/events", "/traces/" + GeneratedYearOfEvents.intent(EVENTS));

  private static final int UNMEASURED = 3;
  private static final int MEASURED = 20;
  private static final int BATCH = 1_000;
  private static final int ATTEMPTS = 20;
  private static final Duration PATIENCE = Duration.ofHours(3);
  private static final Duration STEADY = Duration.ofSeconds(20);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(15);

  private final long started = System.nanoTime();
  private long lastLogged;

  @Test
  void firstPage_isVisibleSoon_withALargeStore() throws Exception {
    Map<String, List<PaintTimes>> found = new LinkedHashMap<>();
    try (PackagedService service = PackagedService.start(ServiceSetup.PLAIN);
        ChromeBrowser chrome = ChromeBrowser.start()) {
      log("%s, Java %s, %d processors", chrome.name(), Runtime.version().feature(), processors());
      fill(service);
      for (String path : PAGES) {
        found.put(path, opened(chrome, service.url(path)));
      }
      LargeTraceEvents.fill(service);
      settle(service);
      found.put(LargeTraceEvents.PATH, opened(chrome, service.url(LargeTraceEvents.PATH)));
    } finally {
      TargetFolders.remove(ServiceSetup.PLAIN.data());
    }
    print(found);
    assertThat(PaintTimes.median(found.get("/"), PaintTimes::first))
        .as("first paint")
        .isLessThan(MAX_FIRST_PAINT);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void fill(PackagedService service) throws Exception {
    try (Stream<String> lines = GeneratedYearOfEvents.lines(EVENTS, Instant.now())) {
      Iterator<String> rest = lines.iterator();
      for (int sent = 0; rest.hasNext(); ) {
        List<String> batch = new ArrayList<>();
        while (batch.size() < BATCH && rest.hasNext()) {
          batch.add(rest.next());
        }
        send(service, batch);
        sent += batch.size();
        logSometimes("%,d events accepted", sent);
      }
    }
    log("all %,d events accepted", EVENTS);
    settle(service);
  }

  /** Retries while the service is busy; a repeated event is stored once. */
  private static void send(PackagedService service, List<String> batch) throws Exception {
    JsonNode answer = service.post(String.join("\n", batch));
    for (int attempt = 1; !answer.has("stored") && attempt < ATTEMPTS; attempt++) {
      service.until("/health/ready", ready -> ready.at("/status").asText().equals("up"));
      answer = service.post(String.join("\n", batch));
    }
    if (answer.at("/stored").asInt() + answer.at("/duplicates").asInt() != batch.size()) {
      throw new AssertionError(answer.toString());
    }
  }

  /** Waits until every event is placed and the metrics no longer change. */
  private void settle(PackagedService service) throws Exception {
    service.until("/health/ready", PATIENCE, this::isPlaced);
    log("all placed");
    service.until("/api/v1/metrics", PATIENCE, steady());
    log("metrics unchanged for %d s", STEADY.toSeconds());
  }

  private boolean isPlaced(JsonNode ready) {
    long behind = ready.at("/components/trace/events_behind").asLong(Long.MAX_VALUE);
    logSometimes("%,d events behind", behind);
    return behind == 0;
  }

  /** Metrics of work; those of objectives count evaluations since the start, and never settle. */
  private static Predicate<JsonNode> steady() {
    return new Predicate<>() {
      private String last = "";
      private long since;

      @Override
      public boolean test(JsonNode answer) {
        StringBuilder found = new StringBuilder();
        for (JsonNode metric : answer.at("/items")) {
          found.append(metric.at("/name").asText().startsWith("intent.") ? metric : "");
        }
        if (found.isEmpty() || !found.toString().equals(last)) {
          last = found.toString();
          since = System.nanoTime();
        }
        return System.nanoTime() - since > STEADY.toNanos();
      }
    };
  }

  private List<PaintTimes> opened(ChromeBrowser chrome, String url) {
    List<PaintTimes> paints = new ArrayList<>();
    for (int i = 0; i < UNMEASURED + MEASURED; i++) {
      paints.add(PaintTimes.of(chrome, url));
    }
    log("opened %s, machine load %.1f", url, load());
    return paints.subList(UNMEASURED, paints.size());
  }

  /** With a load above the number of processors the result is not valid. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(Map<String, List<PaintTimes>> found) {
    System.out.printf(
        "%n%,d events, %d times each page, milliseconds: median (worst)%n%n"
            + "| Page | First byte | First paint | Loaded |%n| --- | ---: | ---: | ---: |%n",
        EVENTS, MEASURED);
    found.forEach(
        (path, paints) ->
            System.out.printf(
                "| `%s` | %.0f (%.0f) | %.0f (%.0f) | %.0f (%.0f) |%n",
                path,
                PaintTimes.median(paints, PaintTimes::firstByte),
                PaintTimes.worst(paints, PaintTimes::firstByte),
                PaintTimes.median(paints, PaintTimes::first),
                PaintTimes.worst(paints, PaintTimes::first),
                PaintTimes.median(paints, PaintTimes::loaded),
                PaintTimes.worst(paints, PaintTimes::loaded)));
    System.out.println();
  }

  private void logSometimes(String what, Object... values) {
    if (System.nanoTime() - lastLogged > LOG_INTERVAL.toNanos()) {
      lastLogged = System.nanoTime();
      log(what, values);
    }
  }

  private void log(String what, Object... values) {
    System.out.printf("%6.0f s  %s%n", (System.nanoTime() - started) / 1e9, what.formatted(values));
  }
}

package dev.intentobserve.browser;

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
 * How soon something is to be seen when the record is large: {@code -Dbench.events} of them, a
 * million unless set. Started by hand; see browser/README.md.
 */
@Tag("bench")
final class FirstPaintBenchmark {
  private static final int EVENTS = Integer.getInteger("bench.events", 1_000_000);

  /** Of the first page, in milliseconds; the median must stay below. */
  private static final double PROMISE = 300;

  /** The search asks the record for nothing: what browser and frame take by themselves. */
  private static final List<String> PAGES =
      List.of(
          "/search", "/", "/traces", "/events", "/traces/" + GeneratedYearOfEvents.intent(EVENTS));

  private static final int UNMEASURED = 3;
  private static final int MEASURED = 20;
  private static final int BATCH = 1_000;
  private static final int ATTEMPTS = 20;
  private static final Duration PATIENCE = Duration.ofHours(3);
  private static final Duration STEADY = Duration.ofSeconds(20);
  private static final Duration SAID_EVERY = Duration.ofSeconds(15);

  private final long begun = System.nanoTime();
  private long lastSaid;

  @Test
  void firstPage_isSeenSoon_howeverMuchThereIs() throws Exception {
    Map<String, List<PaintTimes>> found = new LinkedHashMap<>();
    try (PackagedService service = PackagedService.start(ServiceSetup.PLAIN);
        ChromeBrowser chrome = ChromeBrowser.start()) {
      say("%s, Java %s, %d processors", chrome.name(), Runtime.version().feature(), processors());
      fill(service);
      for (String path : PAGES) {
        found.put(path, look(chrome, service.url(path)));
      }
      LargeTraceEvents.fill(service);
      settle(service);
      found.put(LargeTraceEvents.PATH, look(chrome, service.url(LargeTraceEvents.PATH)));
    } finally {
      TargetFolders.remove(ServiceSetup.PLAIN.data());
    }
    print(found);
    assertThat(PaintTimes.median(found.get("/"), PaintTimes::first))
        .as("first paint")
        .isLessThan(PROMISE);
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
        sayNowAndThen("%,d events taken in", sent);
      }
    }
    say("all %,d events taken in", EVENTS);
    settle(service);
  }

  /** Asks again where the service is busy, which does no harm. */
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

  /** Until every event is placed and the figures of it all stay as they are. */
  private void settle(PackagedService service) throws Exception {
    service.until("/health/ready", PATIENCE, this::isPlaced);
    say("all placed");
    service.until("/api/v1/metrics", PATIENCE, steady());
    say("figures steady for %d s", STEADY.toSeconds());
  }

  private boolean isPlaced(JsonNode ready) {
    long behind = ready.at("/components/trace/events_behind").asLong(Long.MAX_VALUE);
    sayNowAndThen("%,d events behind", behind);
    return behind == 0;
  }

  /** Of what work is done; figures of objectives count the judgements made since the start. */
  private static Predicate<JsonNode> steady() {
    return new Predicate<>() {
      private String last = "";
      private long since;

      @Override
      public boolean test(JsonNode answer) {
        StringBuilder found = new StringBuilder();
        for (JsonNode figure : answer.at("/items")) {
          found.append(figure.at("/name").asText().startsWith("intent.") ? figure : "");
        }
        if (found.isEmpty() || !found.toString().equals(last)) {
          last = found.toString();
          since = System.nanoTime();
        }
        return System.nanoTime() - since > STEADY.toNanos();
      }
    };
  }

  private List<PaintTimes> look(ChromeBrowser chrome, String url) {
    List<PaintTimes> paints = new ArrayList<>();
    for (int i = 0; i < UNMEASURED + MEASURED; i++) {
      paints.add(PaintTimes.of(chrome, url));
    }
    say("looked at %s, load of the machine %.1f", url, load());
    return paints.subList(UNMEASURED, paints.size());
  }

  /** More than there are processors, and others work here, too: measure again. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(Map<String, List<PaintTimes>> found) {
    System.out.printf(
        "%n%,d events, %d looks at each page, milliseconds: median (worst)%n%n"
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

  private void sayNowAndThen(String what, Object... values) {
    if (System.nanoTime() - lastSaid > SAID_EVERY.toNanos()) {
      lastSaid = System.nanoTime();
      say(what, values);
    }
  }

  private void say(String what, Object... values) {
    System.out.printf("%6.0f s  %s%n", (System.nanoTime() - begun) / 1e9, what.formatted(values));
  }
}

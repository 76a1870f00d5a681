package dev.intentobserve.app;

import com.sun.management.OperatingSystemMXBean;
import dev.intentobserve.alerting.Alerting;
import dev.intentobserve.alerting.AlertingConfig;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * What one tick of the alerting module costs, in CPU time of this process and of the database
 * together, over a year's record. To be started by hand; {@code docs/decisions/0007-objectives.md}
 * has the command and what it said.
 */
public final class EvaluationTickBenchmark {
  private static final int TICKS = 20;
  private static final int OBJECTIVES = 50;

  private final long events;

  private EvaluationTickBenchmark(long events) {
    this.events = events;
  }

  public static void main(String[] arguments) throws Exception {
    for (String events : arguments) {
      new EvaluationTickBenchmark(Long.parseLong(events)).run();
    }
  }

  private void run() throws Exception {
    Path objectives = writeObjectives();
    Vertx vertx = Vertx.vertx();
    try (TestPostgres server = TestPostgres.own()) {
      TestPostgres.Database database = server.create();
      StoreConfig config =
          StoreConfig.DEFAULT.at(
              database.host(),
              database.port(),
              database.name(),
              database.user(),
              database.password());
      Store.migrate(config);
      TickCount ticks = new TickCount();
      InstantSource clock = InstantSource.system();
      TestFutures.await(vertx.deployVerticle(Store.deployable(config, clock, Meters.NONE)));
      TestFutures.await(
          vertx.deployVerticle(
              Alerting.deployable(ticking(objectives.toString()), clock, ticks.meters())));
      List<Objective> inForce =
          TestFutures.await(AlertingPorts.OBJECTIVES.ask(vertx, new Nothing())).objectives();
      fill(database, inForce);
      ticks.await(3);
      measure(server, ticks, inForce.size());
    } finally {
      TestFutures.await(vertx.close());
    }
  }

  private static AlertingConfig ticking(String folder) {
    AlertingConfig defaults = AlertingConfig.DEFAULT;
    return new AlertingConfig(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        folder,
        Duration.ofHours(1),
        defaults.keepFiring(),
        defaults.rules());
  }

  private void measure(TestPostgres server, TickCount ticks, int objectives)
      throws InterruptedException {
    OperatingSystemMXBean self =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Duration server0 = server.cpuTime();
    long self0 = self.getProcessCpuTime();
    ticks.await(TICKS);
    double serverMs = server.cpuTime().minus(server0).toNanos() / 1e6 / TICKS;
    double selfMs = (self.getProcessCpuTime() - self0) / 1e6 / TICKS;
    System.out.printf(
        Locale.ROOT,
        "%,d events, %d objectives: %.0f ms CPU a tick (%.0f here, %.0f in the database)%n",
        events,
        objectives,
        selfMs + serverMs,
        selfMs,
        serverMs);
  }

  private static Path writeObjectives() throws IOException {
    Path folder = Files.createTempDirectory("intent-observe-tick");
    for (int n = 0; n < OBJECTIVES; n++) {
      Files.writeString(
          folder.resolve("objective-" + n + ".yaml"),
          """
          apiVersion: openslo/v1
          kind: SLO
          metadata: {name: objective-%1$d}
          spec:
            service: bench
            indicator:
              metadata: {name: objective-%1$d}
              spec:
                ratioMetric:
                  counter: true
                  bad:
                    metricSource:
                      type: intent-observe
                      spec: {over: events, type: contract.failed, where: {team: "%1$d"}}
                  total:
                    metricSource:
                      type: intent-observe
                      spec: {over: events, type: contract.*, where: {team: "%1$d"}}
            timeWindow: [{duration: 28d, isRolling: true}]
            budgetingMethod: Occurrences
            objectives: [{displayName: main, target: 0.99}]
          """
              .formatted(n));
    }
    return folder;
  }

  /**
   * A year's record as the modules would have left it: events and the activity they make, lives and
   * traces, and a case in every minute of each indicator (or as many as there are events).
   */
  private void fill(TestPostgres.Database database, List<Objective> objectives) {
    database.execute(
        """
        insert into event (seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source,
          event_time, received_time, flags, dialect, door, body)
        select n, n, 'default', 'default', 'e-' || n, md5(n::text), 'contract.verified',
          'contract.verified', 'ci', now() - interval '365 days' * (1 - n::float8 / %1$d), now(),
          '{}', 'flat', 'http', convert_to('{"event_type":"contract.verified","n":' || n || '}', 'UTF8')
        from generate_series(1, %1$d) as n
        """
            .formatted(events));
    database.execute(
        """
        insert into activity
        select 'default', 'default', k, v, date_trunc('minute', event_time, 'UTC'), count(*),
          max(event_time), max(event_id)
        from event cross join (values ('work', 'all'), ('source', 'ci')) as e (k, v)
        group by k, v, date_trunc('minute', event_time, 'UTC')
        """);
    database.execute(
        """
        insert into trace_summary
        select 'default', 'default', 'intent', 'INT-' || n, md5(n::text), 'complete', true, 'observe',
          'done', now() - interval '1 day' * (n %% 300), now() - interval '1 hour' * (n %% 300),
          now() - interval '1 hour' * (n %% 300), 10
        from generate_series(1, 20000) as n
        """
            .replace("%%", "%"));
    for (Objective objective : objectives) {
      cases(database, objective.indicatorId());
    }
    database.execute("vacuum analyze");
  }

  private void cases(TestPostgres.Database database, String indicator) {
    database.execute(
        """
        insert into indicator_minute
        select 'default', 'default', '%1$s', minute, count(*), count(*) filter (where n %% 150 = 0)
        from (select n, date_trunc('minute', now() - interval '365 days' * (n::float8 / %2$d), 'UTC')
          as minute from generate_series(1, %2$d) as n) as g
        group by minute
        """
            .formatted(indicator, events / OBJECTIVES));
    database.execute(
        """
        insert into indicator_hour
        select tenant, project, indicator, date_trunc('hour', minute, 'UTC'), sum(good), sum(bad)
        from indicator_minute where indicator = '%1$s'
        group by tenant, project, indicator, date_trunc('hour', minute, 'UTC')
        """
            .formatted(indicator));
  }

  /** Counts the ticks that are done. */
  private static final class TickCount {
    private final Semaphore done = new Semaphore(0);

    Meters meters() {
      return new Meters() {
        @Override
        public void count(String name, long amount, String... labels) {}

        @Override
        public void time(String name, Duration duration, String... labels) {
          if (name.equals(TelemetryNames.METRIC_TICK)) {
            done.release();
          }
        }

        @Override
        public void gauge(String name, double value, String... labels) {}
      };
    }

    void await(int ticks) throws InterruptedException {
      done.drainPermits();
      done.acquire(ticks);
    }
  }
}

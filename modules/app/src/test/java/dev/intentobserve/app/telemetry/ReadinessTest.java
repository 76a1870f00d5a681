package dev.intentobserve.app.telemetry;

import static dev.intentobserve.testkit.TestEvent.key;
import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredRoot;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredWork;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.PipelineLagPorts;
import dev.intentobserve.ports.PipelineLagPorts.PipelineLag;
import dev.intentobserve.ports.PipelineLagPorts.Reader;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.loop.LoopHealth;
import dev.intentobserve.testkit.TestEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readiness names every lag; only what keeps events from being taken in makes it say no. */
final class ReadinessTest {
  private static final Instant NOW = TestEvent.NOON;
  private static final EntityKey CLUSTER = key(EntityKind.CLUSTER, "CLU-1");

  private final Vertx vertx = Vertx.vertx();
  private PipelineLag standing = new PipelineLag(List.of(), null);
  private DeferredWork aside = new DeferredWork(List.of(), List.of(), 0, 0);

  @BeforeEach
  void open() {
    await(StorePorts.PING.answer(vertx, ping -> Future.succeededFuture(true)));
    await(PipelineLagPorts.PIPELINE_LAG.answer(vertx, all -> Future.succeededFuture(standing)));
    await(DeferredWorkPorts.DEFERRED.answer(vertx, all -> Future.succeededFuture(aside)));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void fullDisk_isNotReady_andNamed() {
    Vertx other = Vertx.vertx();
    await(
        StorePorts.PING.answer(
            other, ping -> Future.failedFuture(Fault.busy("store_full", "The disk is full."))));
    Readiness.State state = await(new Readiness(() -> NOW, false).check(other));
    await(other.close());

    assertThat(state.ready()).isFalse();
    assertThat(new JsonObject(state.json().encode()).getJsonObject("components"))
        .isEqualTo(
            new JsonObject(
                """
                {"store":{"status":"down","reason":"store_full","message":"The disk is full."},
                 "trace":{"status":"unknown"}}
                """));
  }

  @Test
  void readers_areNamedWithTheirLag_aMomentIsNone() {
    LoopHealth.begin(vertx, "export.traces");
    LoopHealth.begin(vertx, "notification.hook");
    standing =
        new PipelineLag(
            List.of(
                new Reader("trace", 7, NOW.minusSeconds(31)),
                new Reader("metrics", 9, NOW.minusSeconds(3)),
                new Reader("metrics.entity-states", 2, null),
                new Reader("export.traces", 8, NOW.minusSeconds(90)),
                new Reader("notification.hook", 1, NOW.minusSeconds(91)),
                new Reader("export.gone", 99, NOW.minusSeconds(9_000))),
            NOW.minusSeconds(92));

    assertThat(part("trace", "lagging").getInteger("oldest_seconds")).isEqualTo(31);
    assertThat(part("summaries", "lagging").getInteger("oldest_seconds")).isEqualTo(92);
    assertThat(part("metrics", "up").getInteger("events_behind")).isEqualTo(9);
    assertThat(part("metrics.entity-states", "up").getInteger("changes_behind")).isEqualTo(2);
    assertThat(part("export.traces", "lagging").getInteger("events_behind")).isEqualTo(8);
    assertThat(part("notification.hook", "lagging").getInteger("changes_behind")).isEqualTo(1);
    assertThat(components().containsKey("export.gone")).isFalse();
  }

  @Test
  void loops_areNamedWithTheirFailures() {
    LoopHealth.failed(vertx, "metrics.record", "query_too_slow");
    LoopHealth.failed(vertx, "metrics.record", "store_error");
    LoopHealth.succeeded(vertx, "objectives");

    assertThat(part("metrics", "up").getString("error")).isEqualTo("store_error");
    assertThat(part("metrics", "up").getInteger("failures")).isEqualTo(2);
    assertThat(part("objectives", "up").getInteger("last_success_seconds")).isNotNegative();
  }

  @Test
  void whatIsSetAside_isNamed_byItsIdOnlyWhereEverybodyMaySeeIt() {
    aside =
        new DeferredWork(
            List.of(
                new DeferredRoot(
                    Scope.DEFAULT, CLUSTER, 3, NOW, NOW.plusSeconds(40), "store_error")),
            List.of(
                new DeferredEvent(Scope.DEFAULT, 17, 1, NOW, NOW.plusSeconds(10), "store_error")),
            1,
            4);
    JsonObject event = part("trace", "lagging").getJsonArray("longest_aside").getJsonObject(0);
    assertThat(event.getInteger("seq")).isEqualTo(17);
    assertThat(part("trace", "lagging").getInteger("set_aside")).isEqualTo(4);

    JsonObject shown = root(new Readiness(() -> NOW, true));
    assertThat(shown.getString("root")).isEqualTo("cluster:CLU-1");
    assertThat(shown.getInteger("attempts")).isEqualTo(3);
    assertThat(shown.getInstant("next_try")).isEqualTo(NOW.plusSeconds(40));
    JsonObject hidden = root(new Readiness(() -> NOW, false));
    assertThat(hidden.getString("root")).isEqualTo("cluster");
    assertThat(hidden.getString("trace_id"))
        .isEqualTo(TraceIds.derivedTraceId(Scope.DEFAULT, CLUSTER));
  }

  private JsonObject root(Readiness readiness) {
    return components(readiness)
        .getJsonObject("summaries")
        .getJsonArray("longest_aside")
        .getJsonObject(0);
  }

  private JsonObject part(String name, String status) {
    JsonObject part = components().getJsonObject(name);
    assertThat(part.getString("status")).as(name).isEqualTo(status);
    return part;
  }

  private JsonObject components() {
    return components(new Readiness(() -> NOW, false));
  }

  private JsonObject components(Readiness readiness) {
    Readiness.State state = await(readiness.check(vertx));
    assertThat(state.ready()).isTrue();
    return new JsonObject(state.json().encode()).getJsonObject("components");
  }
}

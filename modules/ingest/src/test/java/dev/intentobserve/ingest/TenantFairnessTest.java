package dev.intentobserve.ingest;

import static dev.intentobserve.ingest.IngestTestServer.event;
import static dev.intentobserve.ingest.IngestTestServer.json;
import static dev.intentobserve.testkit.TestFutures.await;
import static dev.intentobserve.testkit.TestFutures.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.FakeIngestStore.StoreState;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestPipeline;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.EventBusApi;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One tenant floods the shared limits; the other must still get through. */
class TenantFairnessTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final InputLimits SMALL = new InputLimits(4000, 4000, 1000, 64, 256);
  private static final IngestConfig CONFIG =
      IngestTestServer.config(SMALL, LONG, LONG, 100, Set.of("greedy", "modest"));

  @Test
  void gateFloodedByOneTenant_letsTheOtherIn() {
    try (IngestTestServer service = new IngestTestServer(CONFIG)) {
      service.store.switchTo(StoreState.SILENT);
      List<Future<HttpResponse<Buffer>>> flood = flood(service);

      Future<HttpResponse<Buffer>> modest = post(service, "modest", sized("m", 400));

      assertThat(service.store.next().scope().tenant()).isEqualTo("modest");
      service.store.switchTo(StoreState.HEALTHY);
      assertThat(await(modest).statusCode()).isEqualTo(200);
      flood.forEach(taken -> assertThat(await(taken).statusCode()).isEqualTo(200));
      assertThat(service.meters.of(TelemetryNames.METRIC_IN_FLIGHT_BYTES)).isZero();
    }
  }

  @Test
  void gateFloodedByOneTenant_namesTheLimit() {
    try (IngestTestServer service = new IngestTestServer(CONFIG)) {
      service.store.switchTo(StoreState.SILENT);
      flood(service);

      HttpResponse<Buffer> refused = await(post(service, "greedy", heavy("g-more")));

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(json(refused).getString("code")).isEqualTo("tenant_busy");
      assertThat(json(refused).getString("message")).contains("ingest.in_flight_bytes");
      String[] labels = {
        TelemetryNames.LABEL_RECEIVER, "http", TelemetryNames.LABEL_REASON, "tenant_busy"
      };
      assertThat(service.meters.of(TelemetryNames.METRIC_BUSY, labels)).isPositive();
      service.store.switchTo(StoreState.HEALTHY);
    }
  }

  @Test
  void eventBus_sharesTheLimit() {
    try (IngestTestServer service = new IngestTestServer(CONFIG)) {
      service.store.switchTo(StoreState.SILENT);
      flood(service);

      Throwable greedy = awaitFailure(send(service, "greedy", heavy("g-bus")));
      Future<?> modest = send(service, "modest", sized("m-bus", 400));

      assertThat(((ReplyException) greedy).failureCode()).isEqualTo(429);
      assertThat(service.store.next().scope().tenant()).isEqualTo("modest");
      service.store.switchTo(StoreState.HEALTHY);
      await(modest);
    }
  }

  @Test
  void bodyOfSomeKibibytes_isReadOffTheEventLoop() {
    IngestConfig one = IngestTestServer.deadline(LONG);
    try (IngestTestServer service = new IngestTestServer(one)) {
      CountDownLatch slow = new CountDownLatch(1);
      IngestContext context =
          IngestContext.of(service.vertx, one.receivers(), IngestTestServer.CLOCK, Meters.NONE);
      List<Future<?>> flood = occupy(context, IngestTestServer.SCOPE.tenant(), slow);
      Future<?> large = post(service, "acme", sized("large", IngestPipeline.LARGE_BODY + 1));

      Future<?> small = post(service, "acme", sized("small", 1000));

      await(small);
      assertThat(service.store.bodies()).singleElement().asString().contains("small");
      slow.countDown();
      await(Future.all(flood));
      await(large);
      assertThat(service.store.bodies()).hasSize(2);
    }
  }

  @Test
  void workersOccupiedByOneTenant_leaveSomeForTheOther() {
    try (IngestTestServer service = new IngestTestServer(CONFIG)) {
      IngestContext context =
          IngestContext.of(service.vertx, CONFIG.receivers(), IngestTestServer.CLOCK, Meters.NONE);
      CountDownLatch slow = new CountDownLatch(1);
      List<Future<?>> flood = occupy(context, "greedy", slow);

      assertThat(await(context.onWorker("modest", () -> "read"))).isEqualTo("read");
      slow.countDown();
      await(Future.all(flood));
    }
  }

  private static List<Future<?>> occupy(
      IngestContext context, String tenant, CountDownLatch until) {
    List<Future<?>> flood = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      flood.add(
          context.onWorker(
              tenant,
              () -> {
                until.await();
                return true;
              }));
    }
    return flood;
  }

  /** Posts until one request is rejected; returns the accepted ones. */
  private static List<Future<HttpResponse<Buffer>>> flood(IngestTestServer service) {
    List<Future<HttpResponse<Buffer>>> taken = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      Future<HttpResponse<Buffer>> answer = post(service, "greedy", heavy("g-" + n));
      if (n < 4) {
        service.store.next();
        taken.add(answer);
      } else {
        assertThat(await(answer).statusCode()).isEqualTo(429);
      }
    }
    return taken;
  }

  private static Future<HttpResponse<Buffer>> post(
      IngestTestServer service, String tenant, String body) {
    return service
        .post("/api/v1/events")
        .putHeader(IngestTestServer.TENANT, tenant)
        .sendBuffer(Buffer.buffer(body));
  }

  private static Future<?> send(IngestTestServer service, String tenant, String body) {
    return service
        .vertx
        .eventBus()
        .request(
            EventBusApi.INGEST,
            Buffer.buffer(body),
            new DeliveryOptions().addHeader(EventBusApi.TENANT, tenant).setSendTimeout(60_000));
  }

  /** 950 bytes: four of them fit. */
  private static String heavy(String id) {
    return sized(id, 950);
  }

  private static String sized(String id, int bytes) {
    String event = event(id);
    return event + " ".repeat(bytes - event.length());
  }
}

package dev.intentobserve.intake;

import static dev.intentobserve.intake.House.event;
import static dev.intentobserve.intake.House.json;
import static dev.intentobserve.testkit.Bus.await;
import static dev.intentobserve.testkit.Bus.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.BusKeys;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Names;
import dev.intentobserve.intake.FakeStore.Mood;
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

/** One tenant floods what all share; the other is looked at. */
class TenantsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Limits SMALL = new Limits(4000, 4000, 1000, 64, 256);
  private static final IntakeConfig CONFIG =
      House.config(SMALL, LONG, LONG, 100).withTenants(Set.of("greedy", "modest"));

  @Test
  void gateFloodedByOneTenant_letsTheOtherIn() {
    try (House house = new House(CONFIG)) {
      house.store.becomes(Mood.SILENT);
      List<Future<HttpResponse<Buffer>>> flood = flood(house);

      Future<HttpResponse<Buffer>> modest = post(house, "modest", sized("m", 400));

      assertThat(house.store.next().scope().tenant()).isEqualTo("modest");
      house.store.becomes(Mood.WELL);
      assertThat(await(modest).statusCode()).isEqualTo(200);
      flood.forEach(taken -> assertThat(await(taken).statusCode()).isEqualTo(200));
      assertThat(house.meters.of(Names.METRIC_IN_FLIGHT_BYTES)).isZero();
    }
  }

  @Test
  void gateFloodedByOneTenant_saysWhichLimitItMet() {
    try (House house = new House(CONFIG)) {
      house.store.becomes(Mood.SILENT);
      flood(house);

      HttpResponse<Buffer> refused = await(post(house, "greedy", heavy("g-more")));

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(json(refused).getString("code")).isEqualTo("tenant_busy");
      assertThat(json(refused).getString("message")).contains("ingest.in_flight_bytes");
      String[] labels = {Names.LABEL_DOOR, "http", Names.LABEL_REASON, "tenant_busy"};
      assertThat(house.meters.of(Names.METRIC_BUSY, labels)).isPositive();
      house.store.becomes(Mood.WELL);
    }
  }

  @Test
  void eventBus_isUnderTheSameRule() {
    try (House house = new House(CONFIG)) {
      house.store.becomes(Mood.SILENT);
      flood(house);

      Throwable greedy = awaitFailure(send(house, "greedy", heavy("g-bus")));
      Future<?> modest = send(house, "modest", sized("m-bus", 400));

      assertThat(((ReplyException) greedy).failureCode()).isEqualTo(429);
      assertThat(house.store.next().scope().tenant()).isEqualTo("modest");
      house.store.becomes(Mood.WELL);
      await(modest);
    }
  }

  @Test
  void bodyOfSomeKibibytes_isReadOffTheEventLoop() {
    IntakeConfig one = House.deadline(LONG);
    try (House house = new House(one)) {
      CountDownLatch slow = new CountDownLatch(1);
      Hall hall = Hall.of(house.vertx, one, House.CLOCK, Meters.NONE);
      List<Future<?>> flood = occupy(hall, House.SCOPE.tenant(), slow);
      Future<?> large = post(house, "acme", sized("large", Ingestion.LARGE_BODY + 1));

      Future<?> small = post(house, "acme", sized("small", 1000));

      await(small);
      assertThat(house.store.bodies()).singleElement().asString().contains("small");
      slow.countDown();
      await(Future.all(flood));
      await(large);
      assertThat(house.store.bodies()).hasSize(2);
    }
  }

  @Test
  void workersOccupiedByOneTenant_leaveSomeForTheOther() {
    try (House house = new House(CONFIG)) {
      Hall hall = Hall.of(house.vertx, CONFIG, House.CLOCK, Meters.NONE);
      CountDownLatch slow = new CountDownLatch(1);
      List<Future<?>> flood = occupy(hall, "greedy", slow);

      assertThat(await(hall.onWorker("modest", () -> "read"))).isEqualTo("read");
      slow.countDown();
      await(Future.all(flood));
    }
  }

  private static List<Future<?>> occupy(Hall hall, String tenant, CountDownLatch until) {
    List<Future<?>> flood = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      flood.add(
          hall.onWorker(
              tenant,
              () -> {
                until.await();
                return true;
              }));
    }
    return flood;
  }

  /** Posts until one is sent away; answers those that are in. */
  private static List<Future<HttpResponse<Buffer>>> flood(House house) {
    List<Future<HttpResponse<Buffer>>> taken = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      Future<HttpResponse<Buffer>> answer = post(house, "greedy", heavy("g-" + n));
      if (n < 4) {
        house.store.next();
        taken.add(answer);
      } else {
        assertThat(await(answer).statusCode()).isEqualTo(429);
      }
    }
    return taken;
  }

  private static Future<HttpResponse<Buffer>> post(House house, String tenant, String body) {
    return house
        .post("/api/v1/events")
        .putHeader(House.TENANT, tenant)
        .sendBuffer(Buffer.buffer(body));
  }

  private static Future<?> send(House house, String tenant, String body) {
    return house
        .vertx
        .eventBus()
        .request(
            BusKeys.INGEST,
            Buffer.buffer(body),
            new DeliveryOptions().addHeader(BusKeys.TENANT, tenant).setSendTimeout(60_000));
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

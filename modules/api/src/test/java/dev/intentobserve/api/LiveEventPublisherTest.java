package dev.intentobserve.api;

import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.event.EventJson;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.LiveListeners;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveEventPublisherTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeStorePorts storePorts = new FakeStorePorts(vertx);
  private final BlockingQueue<Message<JsonObject>> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  void listen() throws Exception {
    LiveListeners.add(vertx);
    await(vertx.eventBus().<JsonObject>consumer("intent.events.live", heard::add).completion());
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void newEvents_areHeardOnceWithTheirOwner() throws Exception {
    storePorts.record.clear();
    await(vertx.deployVerticle(Api.deployable(config(true), clock(), Meters.NONE)));
    storePorts.record.addAll(EventFixtures.events());
    Hint.RECORD.publish(vertx, 4);

    assertThat(take().body()).isEqualTo(listed(0));
    assertThat(take().body().getInteger("seq")).isEqualTo(2);
    assertThat(take().body().getString("body_base64")).isEqualTo("e/99");
    Message<JsonObject> theirs = take();
    assertThat(theirs.headers().get("tenant")).isEqualTo("stranger");
    assertThat(theirs.headers().get("project")).isEqualTo("default");
  }

  @Test
  void number_isTheOneOfItsOwnScope() throws Exception {
    storePorts.record.clear();
    await(vertx.deployVerticle(Api.deployable(config(true), clock(), Meters.NONE)));
    storePorts.record.add(
        EventFixtures.stored(
            70,
            3,
            Scope.DEFAULT,
            EventFixtures.event("e", "signal.created", EventFixtures.SIGNAL, "{}")));
    Hint.RECORD.publish(vertx, 70);

    assertThat(take().body().getInteger("seq")).isEqualTo(3);
  }

  @Test
  void bodyTheBusCannotRead_travelsAsBytes() throws Exception {
    storePorts.record.clear();
    await(vertx.deployVerticle(Api.deployable(config(true), clock(), Meters.NONE)));
    String body = "{\"n\":" + "9".repeat(2000) + "}";
    storePorts.record.add(
        EventFixtures.stored(
            1,
            Scope.DEFAULT,
            EventFixtures.event(
                "big", "signal.created", new EntityKey(EntityKind.SIGNAL, "S"), body)));
    Hint.RECORD.publish(vertx, 1);

    JsonObject message = take().body();
    assertThat(message.containsKey("body")).isFalse();
    assertThat(message.getString("body_base64")).startsWith("eyJuIjo5OTk5");
  }

  @Test
  void firstListener_hearsWhatComesNext() throws Exception {
    LiveListeners.remove(vertx);
    storePorts.record.clear();
    storePorts.record.addAll(EventFixtures.events().subList(0, 1));
    await(vertx.deployVerticle(Api.deployable(config(true), clock(), Meters.NONE)));

    LiveListeners.add(vertx);
    storePorts.record.addAll(EventFixtures.events().subList(1, 4));
    Hint.RECORD.publish(vertx, 4);
    assertThat(take().body().getInteger("seq")).isEqualTo(2);
  }

  @Test
  void feedThatIsOff_asksNobody() throws Exception {
    await(vertx.deployVerticle(Api.deployable(config(false), clock(), Meters.NONE)));
    Hint.RECORD.publish(vertx, 4);

    assertThat(storePorts.placeQuestions).isEmpty();
    assertThat(heard).isEmpty();
  }

  private static JsonObject listed(int index) {
    return new JsonObject(
        EventJson.document(
            EventFixtures.events().get(index),
            EventFixtures.placed().get(EventFixtures.SIGNAL).placement()));
  }

  private static ApiConfig config(boolean live) {
    ApiConfig c = ApiTestConfigs.with(1, 20, 200);
    return new ApiConfig(c.version(), c.commit(), live, c.streams(), c.reads(), c.zipkinTraces());
  }

  private static InstantSource clock() {
    return InstantSource.fixed(EventFixtures.NOON);
  }

  private Message<JsonObject> take() throws InterruptedException {
    Message<JsonObject> message = heard.poll(60, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }
}

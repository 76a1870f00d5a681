package dev.intentobserve.window;

import static dev.intentobserve.testkit.Bus.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
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

class LiveFeedTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeRooms rooms = new FakeRooms(vertx);
  private final BlockingQueue<Message<JsonObject>> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  void listen() throws Exception {
    await(vertx.eventBus().<JsonObject>consumer("intent.events.live", heard::add).completion());
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void newEvents_areHeardOnceWithTheirOwner() throws Exception {
    rooms.record.clear();
    await(vertx.deployVerticle(Window.deployable(config(true), clock(), Meters.NONE)));
    rooms.record.addAll(Corpus.events());
    Hint.RECORD.give(vertx, 4);

    assertThat(take().body()).isEqualTo(listed(0));
    assertThat(take().body().getInteger("seq")).isEqualTo(2);
    assertThat(take().body().getString("body_base64")).isEqualTo("e/99");
    Message<JsonObject> theirs = take();
    assertThat(theirs.headers().get("tenant")).isEqualTo("stranger");
    assertThat(theirs.headers().get("project")).isEqualTo("default");
  }

  @Test
  void number_isTheOneOfItsOwnScope() throws Exception {
    rooms.record.clear();
    await(vertx.deployVerticle(Window.deployable(config(true), clock(), Meters.NONE)));
    rooms.record.add(
        Corpus.stored(
            70, 3, Scope.DEFAULT, Corpus.event("e", "signal.created", Corpus.SIGNAL, "{}")));
    Hint.RECORD.give(vertx, 70);

    assertThat(take().body().getInteger("seq")).isEqualTo(3);
  }

  @Test
  void bodyTheBusCannotRead_travelsAsBytes() throws Exception {
    rooms.record.clear();
    await(vertx.deployVerticle(Window.deployable(config(true), clock(), Meters.NONE)));
    String body = "{\"n\":" + "9".repeat(2000) + "}";
    rooms.record.add(
        Corpus.stored(
            1,
            Scope.DEFAULT,
            Corpus.event("big", "signal.created", new EntityKey(Kind.SIGNAL, "S"), body)));
    Hint.RECORD.give(vertx, 1);

    JsonObject message = take().body();
    assertThat(message.containsKey("body")).isFalse();
    assertThat(message.getString("body_base64")).startsWith("eyJuIjo5OTk5");
  }

  @Test
  void feedThatIsOff_asksNobody() throws Exception {
    await(vertx.deployVerticle(Window.deployable(config(false), clock(), Meters.NONE)));
    Hint.RECORD.give(vertx, 4);

    assertThat(rooms.placeQuestions).isEmpty();
    assertThat(heard).isEmpty();
  }

  private static JsonObject listed(int index) {
    return new JsonObject(
        EventJson.document(
            Corpus.events().get(index), Corpus.placed().get(Corpus.SIGNAL).placement()));
  }

  private static WindowConfig config(boolean live) {
    WindowConfig c = Configs.with(1, 20, 200);
    return new WindowConfig(
        c.version(),
        c.commit(),
        live,
        c.streamClients(),
        c.streamPage(),
        c.heartbeat(),
        c.slowPoke(),
        c.deadline(),
        c.scanPages(),
        c.scanTime(),
        c.zipkinTraces(),
        c.blockingSpans(),
        c.sharing());
  }

  private static InstantSource clock() {
    return InstantSource.fixed(Corpus.NOON);
  }

  private Message<JsonObject> take() throws InterruptedException {
    Message<JsonObject> message = heard.poll(60, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }
}

package dev.intentobserve.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestConfigs;
import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.ports.Hint;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventStreamApiTest {
  private static final String STREAM = "/api/v1/events/stream";

  @AutoClose private final ApiTestServer http = new ApiTestServer(ApiTestConfigs.with(1, 20, 200));

  @Test
  void stream_resumesBehindTheLastEventId() throws Exception {
    BufferedReader stream = listen(STREAM, "Last-Event-ID", "1");

    assertThat(next(stream)).isEqualTo(List.of("id: 2", "event: intent.proposed"));
    assertThat(next(stream)).isEqualTo(List.of("id: 3", "event: kettle.sang"));
  }

  @Test
  void everyEvent_isOneLineOfTheSameJson() throws Exception {
    BufferedReader stream =
        listen(STREAM + "?after=0&type=signal.*", "Accept", "text/event-stream");

    String data = find(stream, "data: ").substring(6);
    JsonObject listed = http.object("/api/v1/events").getJsonArray("items").getJsonObject(2);
    assertThat(new JsonObject(data)).isEqualTo(listed);
  }

  @Test
  void stream_beginsNowAndIsWokenByTheHint() throws Exception {
    BufferedReader stream = listen(STREAM, "Accept", "text/event-stream");
    find(stream, ": still here");
    http.storePorts.record.add(stored(5, "signal.created"));
    Hint.RECORD.publish(http.vertx, 5);

    assertThat(next(stream)).isEqualTo(List.of("id: 5", "event: signal.created"));
  }

  @Test
  void filters_skipButKeepThePosition() throws Exception {
    BufferedReader stream = listen(STREAM + "?after=0&type=kettle.*", "Accept", "*/*");

    assertThat(find(stream, "id: ")).isEqualTo("id: 2");
    assertThat(next(stream)).isEqualTo(List.of("id: 3", "event: kettle.sang"));
    http.storePorts.record.add(stored(5, "signal.created"));
    Hint.RECORD.publish(http.vertx, 5);
    assertThat(find(stream, "id: ")).isEqualTo("id: 5");
  }

  @Test
  void eventsOfOthers_areNeverSent() throws Exception {
    BufferedReader stream = listen(STREAM + "?after=3", "Accept", "*/*");
    find(stream, ": still here");
    EntityKey key = new EntityKey(EntityKind.SIGNAL, "SIG-9");
    http.storePorts.record.add(
        EventFixtures.stored(
            5, 4, Scope.DEFAULT, EventFixtures.event("own", "signal.created", key, "{}")));
    Hint.RECORD.publish(http.vertx, 5);

    assertThat(find(stream, "id: ")).isEqualTo("id: 4");
    assertThat(stream.readLine()).isEqualTo("event: signal.created");
    assertThat(new JsonObject(find(stream, "data: ").substring(6)).getInteger("seq")).isEqualTo(4);
  }

  @Test
  void beginning_isToldInOnesOwnNumbers() throws Exception {
    BufferedReader stream = listen(STREAM, "Accept", "*/*");
    assertThat(find(stream, "id: ")).isEqualTo("id: 3");
  }

  @Test
  void oneListenerTooMany_isToldToComeLater() throws Exception {
    BufferedReader stream = listen(STREAM, "Accept", "*/*");
    HttpResponse<String> second = http.get(STREAM);

    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(second.body()).getString("code")).isEqualTo("too_many_streams");
    find(stream, ": still here");
  }

  @Test
  void badPosition_isRefusedAndTakesNoPlace() throws Exception {
    assertThat(http.get(STREAM + "?after=x").statusCode()).isEqualTo(400);
    assertThat(
            http.send(http.request(STREAM).header("Last-Event-ID", "x"), BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(400);
    find(listen(STREAM, "Accept", "*/*"), "retry: ");
  }

  @Test
  void longRecord_comesWholeAndInOrder() throws Exception {
    for (long seq = 5; seq <= 300; seq++) {
      http.storePorts.record.add(stored(seq, "signal.created"));
    }
    BufferedReader stream = listen(STREAM + "?after=4", "Accept", "*/*");

    for (long seq = 5; seq <= 300; seq++) {
      assertThat(next(stream)).isEqualTo(List.of("id: " + seq, "event: signal.created"));
    }
  }

  @Test
  void shutdown_endsTheAnswerInOrder() throws Exception {
    BufferedReader stream = listen(STREAM, "Accept", "*/*");
    find(stream, ": still here");
    http.server.shutdown(5, TimeUnit.SECONDS);

    assertThat(rest(stream)).allMatch(line -> line.isEmpty() || line.startsWith(":"));
  }

  private static StoredEvent stored(long seq, String type) {
    EntityKey key = new EntityKey(EntityKind.SIGNAL, "SIG-" + seq);
    return EventFixtures.stored(
        seq, Scope.DEFAULT, EventFixtures.event("e-" + seq, type, key, "{}"));
  }

  private BufferedReader listen(String path, String header, String value) throws Exception {
    HttpResponse<InputStream> response =
        http.send(http.request(path).header(header, value), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** The id and type of the next event; heartbeats may come in between. */
  private static List<String> next(BufferedReader stream) throws IOException {
    List<String> block = new ArrayList<>(List.of(find(stream, "id: ")));
    block.add(stream.readLine());
    return block;
  }

  private static String find(BufferedReader stream, String beginning) throws IOException {
    String line = stream.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = stream.readLine();
    }
    assertThat(line).as("a line beginning with " + beginning).isNotNull();
    return line;
  }

  private static List<String> rest(BufferedReader stream) throws IOException {
    return stream.lines().toList();
  }
}

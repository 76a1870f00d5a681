package dev.intentobserve.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestConfigs;
import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.api.MetricFixtures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.ports.Hint;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AlertStreamApiTest {
  private static final String STREAM = "/api/v1/alerts/stream";
  private static final Alert STALE =
      MetricFixtures.alert("StaleIntent", Alert.State.FIRING, "intent", "INT-3");

  @AutoClose private final ApiTestServer http = new ApiTestServer(ApiTestConfigs.with(1, 20, 200));

  @BeforeEach
  void open() throws Exception {
    change(2, Scope.DEFAULT, STALE);
    change(3, EventFixtures.OTHER_SCOPE, STALE);
    change(5, Scope.DEFAULT, MetricFixtures.alert("SloBurn", Alert.State.PENDING, "slo", "tea"));
    change(
        6, Scope.DEFAULT, MetricFixtures.alert("StaleIntent", Alert.State.RESOLVED, "intent", "I"));
  }

  private void change(long number, Scope scope, Alert alert) {
    http.metricPorts.changes.add(MetricFixtures.change(number, scope, alert));
  }

  @Test
  void stream_resumesBehindTheLastEventId() throws Exception {
    BufferedReader stream = listen(STREAM, "Last-Event-ID", "2");

    assertThat(find(stream, "id: ")).isEqualTo("id: 5");
    assertThat(stream.readLine()).isEqualTo("event: pending");
    assertThat(find(stream, "id: ")).isEqualTo("id: 6");
    assertThat(stream.readLine()).isEqualTo("event: resolved");
  }

  @Test
  void change_isOneLineOfTheSameJson() throws Exception {
    BufferedReader stream = listen(STREAM + "?after=0", "Accept", "text/event-stream");

    assertThat(new JsonObject(find(stream, "data: ").substring(6)))
        .isEqualTo(http.object("/api/v1/alerts/" + STALE.id()));
  }

  @Test
  void stream_beginsNowSaysWhereAndIsWokenByTheHint() throws Exception {
    BufferedReader stream = listen(STREAM, "Accept", "text/event-stream");
    assertThat(find(stream, "id: ")).isEqualTo("id: 6");
    find(stream, ": still here");
    change(7, Scope.DEFAULT, STALE);
    Hint.ALERTS.publish(http.vertx, 7);

    assertThat(find(stream, "id: ")).isEqualTo("id: 7");
    assertThat(stream.readLine()).isEqualTo("event: firing");
  }

  @Test
  void filters_skipButKeepThePosition() throws Exception {
    BufferedReader stream = listen(STREAM + "?after=2&rule=SloBurn", "Accept", "*/*");

    assertThat(find(stream, "event: ")).isEqualTo("event: pending");
    assertThat(find(stream, "id: ")).isEqualTo("id: 6");
    assertThat(stream.readLine()).isEmpty();
  }

  @Test
  void alertsAndEvents_shareThePlaces() throws Exception {
    BufferedReader stream = listen(STREAM, "Accept", "*/*");
    HttpResponse<String> second = http.get("/api/v1/events/stream");

    assertThat(second.statusCode()).isEqualTo(503);
    find(stream, ": still here");
  }

  private BufferedReader listen(String path, String header, String value) throws Exception {
    HttpResponse<InputStream> response =
        http.send(http.request(path).header(header, value), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static String find(BufferedReader stream, String beginning) throws IOException {
    String line = stream.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = stream.readLine();
    }
    assertThat(line).as("a line beginning with " + beginning).isNotNull();
    return line;
  }
}

package dev.intentobserve.api.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestConfigs;
import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.TraceQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipkinApiTest {
  private static final String API = "/zipkin/api/v2";
  private static final String SPANS =
      """
      [{"traceId":"0af7651916cd43dd8448eb211c80319c","id":"00000000000000a1",
        "name":"intent int-3","timestamp":1772352000000000,
        "localEndpoint":{"serviceName":"intent"},"annotations":[],
        "tags":{"intent.id":"INT-3","intent.kind":"intent","intent.state":"executing"}},
       {"traceId":"0af7651916cd43dd8448eb211c80319c","id":"00000000000000a2",
        "parentId":"00000000000000a1","name":"signal","timestamp":1772352000000000,
        "duration":86400000001,"localEndpoint":{"serviceName":"intent"},
        "annotations":[{"timestamp":1772352000000000,"value":"signal.created"},
                       {"timestamp":1772355600000000,"value":"signal.enriched (3 in all)"}],
        "tags":{"intent.id":"SIG-7","intent.kind":"signal","intent.link.grew_from":"signal:SIG-1",
                "intent.source":"git-hook","intent.state":"promoted"}},
       {"traceId":"0af7651916cd43dd8448eb211c80319c","id":"00000000000000a3",
        "parentId":"00000000000000a1","name":"spec","timestamp":1772352000000000,
        "localEndpoint":{"serviceName":"intent"},"annotations":[],
        "tags":{"error":"failed","intent.flags":"placeholder","intent.id":"specs/retry.md",
                "intent.kind":"spec","intent.start_unknown":"true","intent.state":"failed"}}]
      """;

  @AutoClose private final ApiTestServer http = new ApiTestServer();

  @Test
  void trace_isWhatZipkinDescribes() throws Exception {
    JsonArray trace = http.array(API + "/trace/" + EventFixtures.TRACE);

    assertThat(trace).isEqualTo(new JsonArray(SPANS));
    ZipkinSpanAssertions.requireTrace(trace);
  }

  @Test
  void unknownTrace_isMissing() throws Exception {
    assertThat(http.get(API + "/trace/ffffffffffffffff").statusCode()).isEqualTo(404);
  }

  @Test
  void traceMany_leavesOutWhatIsMissing() throws Exception {
    assertThat(http.array(API + "/traceMany?traceIds=ffffffffffffffff," + EventFixtures.TRACE))
        .isEqualTo(new JsonArray().add(new JsonArray(SPANS)));
    assertThat(http.get(API + "/traceMany?traceIds=a,a").statusCode()).isEqualTo(400);
    assertThat(http.get(API + "/traceMany").statusCode()).isEqualTo(400);
  }

  /** What Grafana's datasource sends when somebody picks a trace. */
  @Test
  void tracesOfAServiceAndSpan_areFoundHoweverOld() throws Exception {
    assertThat(http.array(API + "/traces?serviceName=intent&spanName=spec"))
        .isEqualTo(new JsonArray().add(new JsonArray(SPANS)));
    assertThat(http.storePorts.traceQueries)
        .containsExactly(
            TraceQuery.builder(Scope.DEFAULT, 100)
                .rootKind(EntityKind.INTENT)
                .until(EventFixtures.NOON)
                .build());
  }

  /** What Zipkin's own page sends. */
  @Test
  void lookback_becomesAWindow() throws Exception {
    long end = EventFixtures.NOON.minusSeconds(60).toEpochMilli();
    http.get(API + "/traces?endTs=" + end + "&lookback=900000&limit=10&somethingNew=1");

    assertThat(http.storePorts.traceQueries)
        .containsExactly(
            TraceQuery.builder(Scope.DEFAULT, 10)
                .rootKind(EntityKind.INTENT)
                .since(EventFixtures.NOON.minusSeconds(60).minus(Duration.ofMinutes(15)))
                .until(EventFixtures.NOON.minusSeconds(60))
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serviceName=INTENT",
        "spanName=intent%20int-3",
        "spanName=Intent",
        "annotationQuery=error",
        "annotationQuery=intent.kind%3Dspec%20and%20signal.created",
        "minDuration=86400000001",
        "minDuration=1&maxDuration=86400000001"
      })
  void searchThatMatches_findsTheTrace(String query) throws Exception {
    assertThat(http.array(API + "/traces?" + query)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serviceName=other",
        "spanName=kettle",
        "annotationQuery=error%3Dnone",
        "annotationQuery=error%20and%20kettle",
        "minDuration=86400000002",
        "minDuration=1&maxDuration=2",
        "spanName=spec&minDuration=1"
      })
  void searchThatDoesNotMatch_findsNothing(String query) throws Exception {
    assertThat(http.array(API + "/traces?" + query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=x",
        "endTs=soon",
        "lookback=-1",
        "maxDuration=5",
        "minDuration=5&maxDuration=4"
      })
  void badSearch_isRefused(String query) throws Exception {
    HttpResponse<String> response = http.get(API + "/traces?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("invalid_parameter");
  }

  @Test
  void searchThatEndsEarly_saysSo() throws Exception {
    try (ApiTestServer other = new ApiTestServer(ApiTestConfigs.with(1, 20, 1))) {
      other.storePorts.trees.add(EventFixtures.tree());

      HttpResponse<String> response = other.get(API + "/traces");

      assertThat(new JsonArray(response.body())).hasSize(1);
      assertThat(response.headers().firstValue("X-Search-Truncated")).hasValue("true");
    }
  }

  @Test
  void words_comeFromTheLatestTraces() throws Exception {
    assertThat(http.array(API + "/services")).isEqualTo(texts("intent"));
    assertThat(http.array(API + "/spans?serviceName=intent"))
        .isEqualTo(texts("intent", "signal", "spec"));
    assertThat(http.array(API + "/spans?serviceName=other")).isEmpty();
    assertThat(http.array(API + "/remoteServices?serviceName=intent")).isEmpty();
    assertThat(http.array(API + "/autocompleteKeys"))
        .isEqualTo(texts("intent.kind", "intent.source", "intent.state"));
    assertThat(http.array(API + "/autocompleteValues?key=intent.state"))
        .isEqualTo(texts("executing", "failed", "promoted"));
    assertThat(http.array(API + "/autocompleteValues?key=kettle")).isEmpty();
    assertThat(http.array(API + "/dependencies?endTs=1&lookback=1")).isEmpty();
    assertThat(http.get(API + "/spans").statusCode()).isEqualTo(400);
  }

  @Test
  void page_learnsItsSettings() throws Exception {
    assertThat(http.object("/zipkin/config.json"))
        .isEqualTo(
            new JsonObject(
                """
                {"environment":"","queryLimit":10,"defaultLookback":7776000000,
                 "searchEnabled":true,"dependency":{"enabled":false}}
                """));
    assertThat(http.object("/zipkin/health")).isEqualTo(new JsonObject("{\"status\":\"UP\"}"));
  }

  private static JsonArray texts(String... texts) {
    return new JsonArray(List.of(texts));
  }
}

package dev.intentobserve.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One tenant uses all it can; the other must still be answered. */
class TenantIsolationApiTest {
  private static final String STREAM = "/api/v1/events/stream";
  private static final String SLOW = "/api/v1/entities";
  private static final int STREAMS = 20;
  private static final int READS = 3;

  @AutoClose
  private final ApiTestServer http =
      new ApiTestServer(
          ApiTestConfigs.with(STREAMS, 20, 200).withTenants(Set.of("greedy", "modest"), READS));

  @Test
  void streamsOfOneTenant_leavePlacesForTheOther() throws Exception {
    List<InputStream> open = new ArrayList<>();
    for (int n = 0; n < STREAMS; n++) {
      open.add(listen("greedy"));
    }
    HttpResponse<String> refused = get("greedy", STREAM);

    open.add(listen("modest"));
    open.add(listen("modest"));

    assertThat(refused.statusCode()).isEqualTo(503);
    JsonObject outgoing = new JsonObject(refused.body());
    assertThat(outgoing.getString("code")).isEqualTo("too_many_streams");
    assertThat(outgoing.getString("message")).contains("This tenant has 20", "Close one");
    for (InputStream stream : open) {
      stream.close();
    }
  }

  @Test
  void slowQuestionsOfOneTenant_neitherHoldUpNorShutOutTheOther() throws Exception {
    Promise<Void> end = Promise.promise();
    http.storePorts.slow.put("greedy", end.future());
    List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
    for (int n = 0; n < 300; n++) {
      flood.add(http.later(request("greedy", SLOW)));
    }
    HttpResponse<String> refused = firstOf(flood);

    HttpResponse<String> modest = get("modest", SLOW);

    assertThat(modest.statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(refused.body()).getString("code")).isEqualTo("tenant_busy");
    assertThat(http.storePorts.entityQueryCounts).containsEntry("greedy", READS);
    end.complete();
    List<Integer> answers = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : flood) {
      answers.add(answer.get(60, TimeUnit.SECONDS).statusCode());
    }
    assertThat(answers).contains(200).containsOnly(200, 503);
  }

  private static HttpResponse<String> firstOf(List<CompletableFuture<HttpResponse<String>>> flood)
      throws Exception {
    CompletableFuture<?>[] all = flood.toArray(CompletableFuture[]::new);
    CompletableFuture.anyOf(all).get(60, TimeUnit.SECONDS);
    return flood.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow().join();
  }

  private InputStream listen(String tenant) throws Exception {
    HttpResponse<InputStream> response =
        http.send(request(tenant, STREAM), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private HttpResponse<String> get(String tenant, String path) throws Exception {
    return http.send(request(tenant, path), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String tenant, String path) {
    return http.request(path).header(ApiTestServer.TENANT, tenant);
  }
}

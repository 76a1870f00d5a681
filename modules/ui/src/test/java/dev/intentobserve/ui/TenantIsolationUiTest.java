package dev.intentobserve.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One tenant floods what all share; the other is looked at. */
class TenantIsolationUiTest {
  /** So long that only an answer can end a question within the test. */
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void pagesOfOneTenantThatGetNoAnswer_leaveConnectionsToTheOther() throws Exception {
    UiConfig config =
        new UiConfig(true, 4, LONG, 64 << 20, 200).withTenants(Set.of("greedy", "modest"));
    try (UiTestServer http = new UiTestServer(config)) {
      http.unanswered = "Bearer greedy";
      for (int n = 0; n < 30; n++) {
        http.later(request(http, "greedy"));
      }

      HttpResponse<String> modest = http.send(request(http, "modest").timeout(LONG));

      assertThat(modest.statusCode()).isEqualTo(200);
      assertThat(http.requested)
          .filteredOn(requested -> requested.authorization().equals("Bearer greedy"))
          .hasSizeLessThanOrEqualTo(3);
    }
  }

  private static HttpRequest.Builder request(UiTestServer http, String tenant) {
    return http.request("/dead-letters")
        .header("Accept", "text/html")
        .header("Authorization", "Bearer " + tenant)
        .header(UiTestServer.TENANT, tenant);
  }
}

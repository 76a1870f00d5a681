package dev.intentobserve.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One tenant's calls get no answers; the pages of another tenant still work. */
class TenantIsolationUiTest {
  /** So long that no call times out within the test. */
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void unansweredCallsOfOneTenant_leaveConnectionsToTheOther() throws Exception {
    UiConfig config =
        UiConfig.DEFAULT
            .withKeys(true)
            .withConnections(4)
            .withDeadline(LONG)
            .withTenants(Set.of("slow", "other"));
    try (UiTestServer http = new UiTestServer(config)) {
      http.unanswered = "Bearer slow";
      for (int n = 0; n < 30; n++) {
        http.later(request(http, "slow"));
      }

      HttpResponse<String> other = http.send(request(http, "other").timeout(LONG));

      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(http.requested)
          .filteredOn(requested -> requested.authorization().equals("Bearer slow"))
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

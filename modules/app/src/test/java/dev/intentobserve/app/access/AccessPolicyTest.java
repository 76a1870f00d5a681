package dev.intentobserve.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.access.AccessPolicy.Listed;
import dev.intentobserve.app.access.AccessPolicy.OtherMethods;
import dev.intentobserve.app.access.AccessPolicy.Requirement;
import dev.intentobserve.app.access.AccessPolicy.Unlisted;
import dev.intentobserve.app.http.AmbiguousRequestFilter;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
  private static AccessPolicy.Decision decide(String method, String path) {
    return AccessPolicy.TABLE.decide(HttpMethod.valueOf(method), path);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   /api/v1/events,              INGEST",
    "POST,   /api/v1/events/,             INGEST",
    "GET,    /api/v1/events,              READ",
    "HEAD,   /api/v1/events/a/b,          READ",
    "DELETE, /api/v1/dead-letters/7,      ADMIN",
    "POST,   /api/v1/dead-letters/7/retry, ADMIN",
    "GET,    /assets/x/pages.css,         OPEN",
    "GET,    /eventbus/info,              ANY_KEY",
    "POST,   /eventbus,                   ANY_KEY",
    "TRACE,  /admin/ops,                  ADMIN",
    "GET,    /,                           READ",
  })
  void theFirstLineThatFits_decides(String method, String path, Requirement need) {
    assertThat(decide(method, path)).isEqualTo(new Listed(need));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/events.json",
        "/api/v1/eventsx",
        "/API/v1/events",
        "/api/v1",
        "/eventbusx/info",
        "/assetsx",
        "/login/x",
        "/otlp/v1/traces",
        "/webhooks/x",
        "/api/v1/slos/a/b",
        "/api//v1/events",
        "/%61pi/v1/events",
      })
  void whatNoLineLists_isNotThere(String path) {
    for (String method : List.of("GET", "POST", "DELETE", "PUT", "FOO")) {
      assertThat(decide(method, path)).isEqualTo(new Unlisted());
    }
  }

  @Test
  void pathWithAnotherMethod_saysWhichThereAre() {
    assertThat(decide("PUT", "/api/v1/events"))
        .isEqualTo(new OtherMethods(Set.of("GET", "HEAD", "POST")));
  }

  @ParameterizedTest
  @CsvSource({
    "READ,    true,  false, false, true",
    "INGEST,  false, true,  false, true",
    "ADMIN,   true,  true,  true,  true",
    "METRICS, false, false, false, false",
  })
  void everyRole_hasItsOwn_andAdminAll(
      AuthKey.Role role, boolean reads, boolean sends, boolean discards, boolean visits) {
    assertThat(AccessPolicy.TABLE.allows(role, HttpMethod.GET, "/api/v1/traces")).isEqualTo(reads);
    assertThat(AccessPolicy.TABLE.allows(role, HttpMethod.POST, "/api/v1/events")).isEqualTo(sends);
    assertThat(AccessPolicy.TABLE.allows(role, HttpMethod.DELETE, "/api/v1/dead-letters/1"))
        .isEqualTo(discards);
    assertThat(AccessPolicy.TABLE.allows(role, HttpMethod.GET, "/eventbus/x")).isEqualTo(visits);
    assertThat(AccessPolicy.TABLE.allows(role, HttpMethod.GET, "/nowhere")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b,            true",
    "/a/..b/c..,      true",
    "/a/...,          true",
    "/a%2Fb/c,        true",
    "/a%2f..%2fb,     true",
    "/a/..%2Fb.md,    true",
    "/a;x=../b,       true",
    "/50%25,          true",
    "/a+b/%D0%BA,     true",
    "/a/../b,         false",
    "/a/%2e%2E/b,     false",
    "/a/.%2e,         false",
    "/./a,            false",
    "/a/..;x/b,       false",
    "/a\\..\\b,       false",
    "/a/..%5cb,       false",
    "/a%00b,          false",
    "/a%0Ab,          false",
  })
  void straightPaths_leadNowhereElse(String path, boolean straight) {
    assertThat(AmbiguousRequestFilter.isStraight(path)).isEqualTo(straight);
  }

  @ParameterizedTest
  @CsvSource({"a%20b, true", "'', true", "%, false", "a%2, false", "%zz, false", "%%20, false"})
  void strayPercentSigns_areFound(String text, boolean encoded) {
    assertThat(AmbiguousRequestFilter.isPercentEncoded(text)).isEqualTo(encoded);
  }
}

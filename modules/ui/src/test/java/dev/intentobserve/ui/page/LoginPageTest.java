package dev.intentobserve.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ui.UiConfig;
import dev.intentobserve.ui.UiTestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginPageTest {
  @AutoClose private final UiTestServer http = new UiTestServer(UiConfig.DEFAULT.withKeys(true));

  @Test
  void withoutAKey_everyPageRedirectsToTheLogin_andBack() throws Exception {
    http.fails("/api/v1/traces", 401, "token_missing", "Send a key.");
    HttpResponse<String> page = http.get("/traces?state=executing");

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .hasValue("/login?to=%2Ftraces%3Fstate%3Dexecuting");
  }

  @Test
  void acceptedKey_becomesACookieNoScriptCanRead() throws Exception {
    HttpResponse<String> answer = http.form("/login", "key=s%C3%A9cret&to=%2Ftraces");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("/traces");
    assertThat(answer.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            cookie ->
                assertThat(cookie).contains("HTTPOnly", "SameSite=Lax").doesNotContain("cret"));
    assertThat(http.requested.getLast().authorization()).isEqualTo("Bearer s\u00e9cret");
  }

  @Test
  void cookie_isTheKeyOfEveryCall() throws Exception {
    String cookie =
        http.form("/login", "key=secret").headers().firstValue("Set-Cookie").orElseThrow();
    http.send(http.request("/traces").header("Cookie", cookie.split(";", 2)[0]));

    assertThat(http.requested.getLast().authorization()).isEqualTo("Bearer secret");
  }

  @Test
  void ownHeader_winsOverTheCookie() throws Exception {
    http.send(http.request("/traces").header("Authorization", "Bearer mine"));

    assertThat(http.requested.getLast().authorization()).isEqualTo("Bearer mine");
  }

  @Test
  void unknownKey_showsTheFormAgain() throws Exception {
    http.fails("/api/v1/traces", 401, "token_invalid", "This key is not known.");
    HttpResponse<String> answer = http.form("/login", "key=wrong");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("This key is not known.").doesNotContain("wrong");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void crossSiteForm_isRejected() throws Exception {
    HttpResponse<String> answer =
        http.send(
            http.request("/login")
                .header("Origin", "http://evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("key=theirs")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(http.requested).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%01b", "a%0Ab", "%D0%BA%D0%BB%D1%8E%D1%87"})
  void keyThatFitsNoHeader_isRejectedWithAReason(String key) throws Exception {
    HttpResponse<String> answer = http.form("/login", "key=" + key);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("without control characters");
    assertThat(http.requested).isEmpty();
  }

  @Test
  void formThatNeedsAKey_redirectsBackToItsPage() throws Exception {
    http.fails("/api/v1/alerts/test", 401, "token_invalid", "This key is not known.");
    HttpResponse<String> answer =
        http.send(
            http.request("/alerts/test")
                .header("Referer", http.request("/alerts?state=open").build().uri().toString())
                .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/login?to=%2Falerts%3Fstate%3Dopen");
    assertThat(http.form("/alerts/test", "").headers().firstValue("Location")).hasValue("/login");
  }

  @Test
  void deniedViewer_mayEnterAnotherKey_andComesBack() throws Exception {
    http.fails("/api/v1/traces", 403, "role_missing", "This key has no role.");

    assertThat(http.page("/traces?state=open"))
        .contains("<a href=\"/login?to=%2Ftraces%3Fstate%3Dopen\">Enter another key</a>");
  }

  @Test
  void logout_forgetsTheKey() throws Exception {
    assertThat(http.form("/logout", "").headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(cookie -> assertThat(cookie).contains("Max-Age=0"));
  }

  @Test
  void withoutConfiguredKeys_loginRedirectsToTheFirstPage() throws Exception {
    try (UiTestServer open = new UiTestServer()) {
      assertThat(open.get("/login").headers().firstValue("Location")).hasValue("/");
      assertThat(open.page("/traces")).doesNotContain("Log out");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://elsewhere.example, /",
    "//elsewhere.example, /",
    "/\\elsewhere.example, /",
    "javascript:alert(1), /",
    "/traces/INT-1?from=2, /traces/INT-1?from=2"
  })
  void afterLogin_onlyPagesOfThisServerFollow(String to, String follows) {
    assertThat(LoginPage.localPath(to).path()).isEqualTo(follows);
  }
}

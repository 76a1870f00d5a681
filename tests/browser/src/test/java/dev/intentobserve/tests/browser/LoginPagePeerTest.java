package dev.intentobserve.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With configured keys, a key gives access to the pages its role allows. */
@Tag("peer")
@KeyRequired
@ExtendWith(BrowserExtension.class)
final class LoginPagePeerTest {
  /** Sends a form that the page does not offer. */
  private static final String SUBMIT =
      """
      action => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = action;
        document.body.append(form);
        form.submit();
      }""";

  private static final String ANOTHER_KEY = "main a[href^='/login']";

  private static final String WRONG = "unknown's <b>key</b>";

  /** Enters a key into the login form and waits for the page it leads to. */
  private static void enter(PackagedService service, Page page, String key, String wanted) {
    page.locator("input[name=key]").fill(key);
    page.locator("form.login button").click();
    page.waitForURL(service.url(wanted)::equals);
  }

  private static OpenPage at(
      String path, String key, PackagedService service, Visitor visitor, Viewport viewport) {
    OpenPage opened = visitor.at(path, viewport);
    enter(service, opened.page(), key, path);
    return opened;
  }

  private static void asksForKey(Page page) {
    assertThat(page.locator("h1")).hasText("Log in");
    assertThat(page.url()).contains("/login");
  }

  @ParameterizedTest
  @CsvSource({
    "/,                                       true",
    "/,                                       false",
    "/traces?state=executing&stalled_for=7d,  true",
    "/traces?state=executing&stalled_for=7d,  false",
    "/events?q=a%26b+c&type=signal.*,         true"
  })
  void page_redirectsToTheForm_andTheKeyBackToThePage(
      String path, boolean script, PackagedService service, Visitor visitor) {
    Viewport viewport = script ? Viewport.PLAIN : Viewport.PLAIN.withoutScript();
    Page page = visitor.at(path, viewport).page();
    asksForKey(page);
    assertThat(page.locator("input[name=key]")).isFocused();
    enter(service, page, ServiceSetup.READ_KEY, path);
    assertThat(page.locator("h1")).not().hasText("Log in");
    page.locator("nav a[href='/dead-letters']").click();
    assertThat(page.locator("h1")).hasText("Dead letters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//elsewhere.example/x", "https://elsewhere.example/", "/\\elsewhere.example"})
  void form_redirectsToNoOtherServer(String to, PackagedService service, Visitor visitor) {
    String form = "/login?to=" + URLEncoder.encode(to, UTF_8);
    Page page = visitor.at(form, Viewport.PLAIN).page();
    enter(service, page, ServiceSetup.READ_KEY, "/");
  }

  @Test
  void wrongKey_isRejectedWithAReason_andAppearsNowhere(PackagedService service, Visitor visitor)
      throws Exception {
    OpenPage opened = visitor.at("/traces?state=proposed", Viewport.PLAIN);
    Page page = opened.page();
    page.locator("input[name=key]").fill(WRONG);
    page.locator("input[name=key]").press("Enter");

    assertThat(page.locator("[role=alert]")).hasText("This key is not known.");
    assertThat(page.locator("input[name=key]")).hasValue("");
    assertThat(page.content()).doesNotContain("unknown's", "&lt;b&gt;key");
    assertThat(page.url()).isEqualTo(service.url("/login"));
    assertThat(page.context().cookies()).isEmpty();
    assertThat(AxeAudit.violations(page)).isEmpty();
    PageChecks.keep(page, "login-rejected");
    enter(service, page, ServiceSetup.READ_KEY, "/traces?state=proposed");
    assertThat(page.content()).doesNotContain("look&amp;only");
    assertThat(service.log()).doesNotContain("unknown's", "look&only", ServiceSetup.ADMIN_KEY);
    // The browser logs every answer with an error status.
    opened.ignore("status of 401");
  }

  @Test
  void key_isInASessionCookieThatNoScriptReads(PackagedService service, Visitor visitor) {
    Page page = at("/traces", ServiceSetup.READ_KEY, service, visitor, Viewport.PLAIN).page();
    Cookie cookie = cookie(page);
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
    assertThat(cookie.expires).as("ends with the session").isEqualTo(-1);
    assertThat(cookie.value).doesNotContain("look");
    assertThat(
            page.evaluate("document.cookie + JSON.stringify({...localStorage, ...sessionStorage})"))
        .isEqualTo("{}");
  }

  private static Cookie cookie(Page page) {
    List<Cookie> cookies = page.context().cookies();
    assertThat(cookies).hasSize(1);
    return cookies.getFirst();
  }

  @Test
  void stream_runsAfterLogin(PackagedService service, Visitor visitor) throws Exception {
    Page page = at("/", ServiceSetup.READ_KEY, service, visitor, Viewport.PLAIN).page();
    assertThat(page.locator("#live")).hasText("live");
    String id =
        service.send(
            """
            {"event_type":"signal.created","signal_id":"SIG-LOGIN","title":"Received after login"}""");

    assertThat(page.locator("#events > li").first()).containsText("Received after login");
    page.locator("#events > li a.title").first().click();
    page.waitForURL(service.url("/events/" + id)::equals);
  }

  @Test
  void readKey_seesADeadLetter_butOnlyTheAdminMayResendIt(PackagedService service, Visitor visitor)
      throws Exception {
    String deadLetter = deadLetter(service);
    OpenPage opened =
        at("/dead-letters/" + deadLetter, ServiceSetup.READ_KEY, service, visitor, Viewport.PLAIN);
    Page page = opened.page();
    assertThat(page.locator("main form")).hasCount(0);
    assertThat(page.locator("main")).containsText("with the role admin");
    page.evaluate(SUBMIT, "/dead-letters/" + deadLetter + "/retry");
    isDenied(page);
    assertThat(service.get("/api/v1/dead-letters/" + deadLetter).at("/status").asText())
        .isEqualTo("open");

    page.locator(ANOTHER_KEY).click();
    enter(service, page, ServiceSetup.ADMIN_KEY, "/dead-letters/" + deadLetter);
    page.locator("#body").fill("{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-SHUT\"}");
    page.locator("button[value=retry]").click();
    assertThat(page.locator("h1")).hasText("Event accepted");
    opened.ignore("status of 403");
  }

  private static String deadLetter(PackagedService service) throws Exception {
    service.post("{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-SHUT\"");
    return service.first("/api/v1/dead-letters", "id");
  }

  /** With a reason and a link to enter another key. */
  private static void isDenied(Page page) throws Exception {
    assertThat(page.locator("h1")).hasText("Not allowed");
    assertThat(page.locator("main .lead")).containsText("role");
    assertThat(page.locator(ANOTHER_KEY)).hasText("Enter another key");
    assertThat(AxeAudit.violations(page)).isEmpty();
    PageChecks.keep(page, "denied");
  }

  @Test
  void readKey_seesAnAlert_butMayNotSilenceIt(PackagedService service, Visitor visitor)
      throws Exception {
    Instant longAgo = Instant.now().minus(Duration.ofDays(20));
    service.sendAll(
        """
        {"event_type":"intent.proposed","intent_id":"INT-STALE","title":"Not worked on","timestamp":"%1$s"}
        {"event_type":"intent.accepted","intent_id":"INT-STALE","timestamp":"%1$s"}
        """
            .formatted(longAgo));
    String alert = service.first("/api/v1/alerts", "id");
    OpenPage opened =
        at("/alerts/" + alert, ServiceSetup.READ_KEY, service, visitor, Viewport.PLAIN);
    Page page = opened.page();
    assertThat(page.locator("main form")).hasCount(0);
    assertThat(page.locator("main"))
        .containsText("Silencing an alert requires a key with the role admin");
    page.evaluate(SUBMIT, "/alerts/" + alert + "/silence");

    isDenied(page);
    JsonNode silences = service.get("/api/v1/alerts/silences");
    assertThat(silences.at("/items").isArray()).isTrue();
    assertThat(silences.at("/items")).isEmpty();
    opened.ignore("status of 403");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logOut_endsTheSession_inEveryWindow(
      boolean script, PackagedService service, Visitor visitor) {
    Viewport viewport = script ? Viewport.PLAIN : Viewport.PLAIN.withoutScript();
    Page page = at("/traces", ServiceSetup.READ_KEY, service, visitor, viewport).page();
    Page other = page.context().newPage();
    other.navigate(service.url("/events"));
    assertThat(other.locator("h1")).hasText("Events");
    page.locator("footer button", new Page.LocatorOptions().setHasText("Log out")).click();

    page.waitForURL(service.url("/login")::equals);
    assertThat(page.context().cookies()).isEmpty();
    other.reload();
    asksForKey(other);
    page.navigate(service.url("/traces"));
    asksForKey(page);
    page.goBack();
    asksForKey(page);
  }
}

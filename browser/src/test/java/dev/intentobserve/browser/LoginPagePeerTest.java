package dev.intentobserve.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.intentobserve.browser.BrowserExtension.Visitor;
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

/** Where keys are configured, a key opens the pages, and no more of them than it may. */
@Tag("peer")
@KeyRequired
@ExtendWith(BrowserExtension.class)
final class LoginPagePeerTest {
  /** What a page does not offer can be sent all the same. */
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

  private static final String WRONG = "nobody's <b>key</b>";

  /** Enters a key where one is asked for, and waits for the page that was wanted. */
  private static void enter(PackagedService service, Page page, String key, String wanted) {
    page.locator("input[name=key]").fill(key);
    page.locator("form.login button").click();
    page.waitForURL(service.url(wanted)::equals);
  }

  private static OpenPage at(
      String path, String key, PackagedService service, Visitor visitor, Viewport eyes) {
    OpenPage look = visitor.at(path, eyes);
    enter(service, look.page(), key, path);
    return look;
  }

  private static void asksForAKey(Page page) {
    assertThat(page.locator("h1")).hasText("A key, please");
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
  void page_leadsToTheForm_andTheKeyBackToThePage(
      String path, boolean script, PackagedService service, Visitor visitor) {
    Viewport eyes = script ? Viewport.PLAIN : Viewport.PLAIN.withoutScript();
    Page page = visitor.at(path, eyes).page();
    asksForAKey(page);
    assertThat(page.locator("input[name=key]")).isFocused();
    enter(service, page, ServiceSetup.READ_KEY, path);
    assertThat(page.locator("h1")).not().hasText("A key, please");
    page.locator("nav a[href='/dead-letters']").click();
    assertThat(page.locator("h1")).hasText("Dead letters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//elsewhere.example/x", "https://elsewhere.example/", "/\\elsewhere.example"})
  void form_leadsToNobodyElse(String to, PackagedService service, Visitor visitor) {
    String form = "/login?to=" + URLEncoder.encode(to, UTF_8);
    Page page = visitor.at(form, Viewport.PLAIN).page();
    enter(service, page, ServiceSetup.READ_KEY, "/");
  }

  @Test
  void wrongKey_isRefusedInWords_andIsNowhereToBeRead(PackagedService service, Visitor visitor)
      throws Exception {
    OpenPage look = visitor.at("/traces?state=proposed", Viewport.PLAIN);
    Page page = look.page();
    page.locator("input[name=key]").fill(WRONG);
    page.locator("input[name=key]").press("Enter");

    assertThat(page.locator("[role=alert]")).hasText("This key is not known.");
    assertThat(page.locator("input[name=key]")).hasValue("");
    assertThat(page.content()).doesNotContain("nobody's", "&lt;b&gt;key");
    assertThat(page.url()).isEqualTo(service.url("/login"));
    assertThat(page.context().cookies()).isEmpty();
    assertThat(AxeAudit.violations(page)).isEmpty();
    PageChecks.keep(page, "login-refused");
    enter(service, page, ServiceSetup.READ_KEY, "/traces?state=proposed");
    assertThat(page.content()).doesNotContain("look&amp;only");
    assertThat(service.said()).doesNotContain("nobody's", "look&only", ServiceSetup.ADMIN_KEY);
    // A browser logs the status of the answer, which is as it should be.
    look.forgive("status of 401");
  }

  @Test
  void key_isInACookieThatNoScriptReads_untilTheBrowserIsClosed(
      PackagedService service, Visitor visitor) {
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
  void stream_runsBehindTheDoor(PackagedService service, Visitor visitor) throws Exception {
    Page page = at("/", ServiceSetup.READ_KEY, service, visitor, Viewport.PLAIN).page();
    assertThat(page.locator("#live")).hasText("live");
    String id =
        service.send(
            """
            {"event_type":"signal.created","signal_id":"SIG-BEHIND","title":"Heard through the door"}""");

    assertThat(page.locator("#events > li").first()).containsText("Heard through the door");
    page.locator("#events > li a.title").first().click();
    page.waitForURL(service.url("/events/" + id)::equals);
  }

  @Test
  void readKey_looksAtADeadLetter_butMayNotRepairIt_asTheAdminMay(
      PackagedService service, Visitor visitor) throws Exception {
    String letter = letter(service);
    OpenPage look =
        at("/dead-letters/" + letter, ServiceSetup.READ_KEY, service, visitor, Viewport.PLAIN);
    Page page = look.page();
    assertThat(page.locator("main form")).hasCount(0);
    assertThat(page.locator("main")).containsText("with the role admin");
    page.evaluate(SUBMIT, "/dead-letters/" + letter + "/retry");
    isRefused(page);
    assertThat(service.get("/api/v1/dead-letters/" + letter).at("/status").asText())
        .isEqualTo("open");

    page.locator(ANOTHER_KEY).click();
    enter(service, page, ServiceSetup.ADMIN_KEY, "/dead-letters/" + letter);
    page.locator("#body").fill("{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-SHUT\"}");
    page.locator("button[value=retry]").click();
    assertThat(page.locator("h1")).hasText("Taken in");
    look.forgive("status of 403");
  }

  private static String letter(PackagedService service) throws Exception {
    service.post("{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-SHUT\"");
    return service.first("/api/v1/dead-letters", "id");
  }

  /** In words, with a way on. */
  private static void isRefused(Page page) throws Exception {
    assertThat(page.locator("h1")).hasText("This is not allowed");
    assertThat(page.locator("main .lead")).containsText("role");
    assertThat(page.locator(ANOTHER_KEY)).hasText("Enter another key");
    assertThat(AxeAudit.violations(page)).isEmpty();
    PageChecks.keep(page, "refused");
  }

  @Test
  void readKey_looksAtAnAlert_isNotOfferedToSilenceIt_andMayNot(
      PackagedService service, Visitor visitor) throws Exception {
    Instant longAgo = Instant.now().minus(Duration.ofDays(20));
    service.sendAll(
        """
        {"event_type":"intent.proposed","intent_id":"INT-STALE","title":"Left lying","timestamp":"%1$s"}
        {"event_type":"intent.accepted","intent_id":"INT-STALE","timestamp":"%1$s"}
        """
            .formatted(longAgo));
    String alert = service.first("/api/v1/alerts", "id");
    OpenPage look = at("/alerts/" + alert, ServiceSetup.READ_KEY, service, visitor, Viewport.PLAIN);
    Page page = look.page();
    assertThat(page.locator("main form")).hasCount(0);
    assertThat(page.locator("main")).containsText("Silencing it takes a key with the role admin");
    page.evaluate(SUBMIT, "/alerts/" + alert + "/silence");

    isRefused(page);
    JsonNode silences = service.get("/api/v1/alerts/silences");
    assertThat(silences.at("/items").isArray()).isTrue();
    assertThat(silences.at("/items")).isEmpty();
    look.forgive("status of 403");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logOut_endsIt_inEveryWindow(boolean script, PackagedService service, Visitor visitor) {
    Viewport eyes = script ? Viewport.PLAIN : Viewport.PLAIN.withoutScript();
    Page page = at("/traces", ServiceSetup.READ_KEY, service, visitor, eyes).page();
    Page other = page.context().newPage();
    other.navigate(service.url("/events"));
    assertThat(other.locator("h1")).hasText("Events");
    page.locator("footer button", new Page.LocatorOptions().setHasText("Log out")).click();

    page.waitForURL(service.url("/login")::equals);
    assertThat(page.context().cookies()).isEmpty();
    other.reload();
    asksForAKey(other);
    page.navigate(service.url("/traces"));
    asksForAKey(page);
    page.goBack();
    asksForAKey(page);
  }
}

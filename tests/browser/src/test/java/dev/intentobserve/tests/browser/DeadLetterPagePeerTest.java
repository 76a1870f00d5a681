package dev.intentobserve.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejected events are fixed and resent with a form. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class DeadLetterPagePeerTest {
  /** The page of an event that lacks its last brace; {@code id} tells the tests' events apart. */
  private static OpenPage deadLetter(
      PackagedService service, Visitor visitor, String id, Viewport viewport) throws Exception {
    service.post(brokenEvent(id));
    OpenPage opened = visitor.at("/dead-letters", viewport);
    opened.page().locator("main .list a.title").first().click();
    assertThat(opened.page().locator("#body")).hasValue(brokenEvent(id));
    return opened;
  }

  private static String brokenEvent(String id) {
    return "{\"event_type\":\"signal.created\",\"signal_id\":\"%s\",\"title\":\"Fix <me>\""
        .formatted(id);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deadLetter_isFixed_comparedAndAccepted(
      boolean script, PackagedService service, Visitor visitor) throws Exception {
    Viewport viewport = script ? Viewport.PLAIN : Viewport.PLAIN.withoutScript();
    String id = "SIG-FIXED-" + script;
    Page page = deadLetter(service, visitor, id, viewport).page();
    String address = page.url();
    page.locator("#body").fill(brokenEvent(id) + "}");
    page.locator("button[value=compare]").click();
    assertThat(page.locator(".difference ins")).hasText("}");
    assertThat(page.locator("#body")).hasValue(brokenEvent(id) + "}");
    page.locator("button[value=retry]").click();

    assertThat(page.locator("h1")).hasText("Event accepted");
    assertThat(page.locator(".difference ins")).hasText("}");
    page.locator("main ul a").click();
    assertThat(page.locator("main")).containsText(id);
    page.navigate(address);
    assertThat(page.locator("main .facts")).containsText("replayed");
    assertThat(page.locator("#body")).hasCount(0);
  }

  @Test
  void comparison_showsEveryChange(PackagedService service, Visitor visitor) throws Exception {
    Page page = deadLetter(service, visitor, "SIG-TWICE", Viewport.PLAIN).page();
    page.locator("#body")
        .fill(
            brokenEvent("SIG-TWICE").replace("created", "captured").replace("Fix ", "Fixed ")
                + "}");
    page.locator("button[value=compare]").click();
    assertThat(page.locator(".difference ins")).hasText(new String[] {"captured", "Fixed", "}"});
    assertThat(page.locator(".difference del")).hasText(new String[] {"created", "Fix"});
    PageChecks.keep(page, "difference");
  }

  @Test
  void eventThatIsStillBroken_isRejectedWithAReason_andKeepsTheEdit(
      PackagedService service, Visitor visitor) throws Exception {
    OpenPage opened = deadLetter(service, visitor, "SIG-STILL", Viewport.PLAIN);
    Page page = opened.page();
    page.locator("#body").fill(brokenEvent("SIG-STILL") + "]");
    page.locator("button[value=retry]").click();

    assertThat(page.locator("[role=alert]")).containsText("Rejected again");
    assertThat(page.locator("#body")).hasValue(brokenEvent("SIG-STILL") + "]");
    // The browser logs every answer with an error status.
    opened.ignore("status of 4");
  }

  @Test
  void deadLetter_isDiscardedWithAReason(PackagedService service, Visitor visitor)
      throws Exception {
    Page page = deadLetter(service, visitor, "SIG-DISCARDED", Viewport.PLAIN).page();
    String address = page.url();
    page.locator("input[name=reason]").fill("a test's <own>");
    page.locator("form[action$=discard] button").click();
    page.waitForURL("**/dead-letters");
    page.navigate(address);

    assertThat(page.locator("main")).containsText("discarded");
    assertThat(page.locator("main")).containsText("a test's <own>");
    String status =
        service
            .get("/api/v1/dead-letters/" + address.replaceFirst(".*/", ""))
            .at("/status")
            .asText();
    assertThat(status).isEqualTo("discarded");
  }
}

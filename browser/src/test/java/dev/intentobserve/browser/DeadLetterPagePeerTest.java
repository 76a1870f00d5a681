package dev.intentobserve.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.browser.BrowserExtension.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was refused is repaired by a form. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class DeadLetterPagePeerTest {
  /** The page of a letter that lacks its last brace; {@code id} keeps letters apart. */
  private static OpenPage letter(PackagedService service, Visitor visitor, String id, Viewport eyes)
      throws Exception {
    service.post(broken(id));
    OpenPage look = visitor.at("/dead-letters", eyes);
    look.page().locator("main .list a.title").first().click();
    assertThat(look.page().locator("#body")).hasValue(broken(id));
    return look;
  }

  private static String broken(String id) {
    return "{\"event_type\":\"signal.created\",\"signal_id\":\"%s\",\"title\":\"Mend <me>\""
        .formatted(id);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void letter_isRepaired_comparedAndTakenIn(
      boolean script, PackagedService service, Visitor visitor) throws Exception {
    Viewport eyes = script ? Viewport.PLAIN : Viewport.PLAIN.withoutScript();
    String id = "SIG-MENDED-" + script;
    Page page = letter(service, visitor, id, eyes).page();
    String address = page.url();
    page.locator("#body").fill(broken(id) + "}");
    page.locator("button[value=compare]").click();
    assertThat(page.locator(".difference ins")).hasText("}");
    assertThat(page.locator("#body")).hasValue(broken(id) + "}");
    page.locator("button[value=retry]").click();

    assertThat(page.locator("h1")).hasText("Taken in");
    assertThat(page.locator(".difference ins")).hasText("}");
    page.locator("main ul a").click();
    assertThat(page.locator("main")).containsText(id);
    page.navigate(address);
    assertThat(page.locator("main .facts")).containsText("replayed");
    assertThat(page.locator("#body")).hasCount(0);
  }

  @Test
  void difference_showsEveryChange(PackagedService service, Visitor visitor) throws Exception {
    Page page = letter(service, visitor, "SIG-TWICE", Viewport.PLAIN).page();
    page.locator("#body")
        .fill(broken("SIG-TWICE").replace("created", "captured").replace("Mend ", "Mended ") + "}");
    page.locator("button[value=compare]").click();
    assertThat(page.locator(".difference ins")).hasText(new String[] {"captured", "Mended", "}"});
    assertThat(page.locator(".difference del")).hasText(new String[] {"created", "Mend"});
    PageChecks.keep(page, "difference");
  }

  @Test
  void letterThatIsStillBroken_isRefusedWithTheReason_andKeepsWhatWasTyped(
      PackagedService service, Visitor visitor) throws Exception {
    OpenPage look = letter(service, visitor, "SIG-STILL", Viewport.PLAIN);
    Page page = look.page();
    page.locator("#body").fill(broken("SIG-STILL") + "]");
    page.locator("button[value=retry]").click();

    assertThat(page.locator("[role=alert]")).containsText("Refused again");
    assertThat(page.locator("#body")).hasValue(broken("SIG-STILL") + "]");
    // A browser logs the status of the answer, which is as it should be.
    look.forgive("status of 4");
  }

  @Test
  void letter_isDiscardedWithAReason(PackagedService service, Visitor visitor) throws Exception {
    Page page = letter(service, visitor, "SIG-DISCARDED", Viewport.PLAIN).page();
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

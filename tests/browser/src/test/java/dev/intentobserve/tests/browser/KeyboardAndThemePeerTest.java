package dev.intentobserve.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages can be used without a mouse, and have a light and a dark theme. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class KeyboardAndThemePeerTest {
  private static final Map<String, String> SHORTCUTS =
      Map.of(
          "t",
          "/traces",
          "e",
          "/events",
          "o",
          "/slos",
          "a",
          "/alerts",
          "d",
          "/dead-letters",
          "l",
          "/");

  private static final String BACKGROUND = "getComputedStyle(document.body).backgroundColor";

  @Test
  void shortcuts_leadToThePages(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/search", Viewport.PLAIN).page();
    SHORTCUTS.forEach(
        (key, path) -> {
          page.keyboard().press(key);
          page.waitForURL(service.url(path));
          assertThat(page.locator("nav a[aria-current=page]")).hasAttribute("href", path);
        });
  }

  @Test
  void slash_leadsToTheSearchBox_whereShortcutsAreText(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces", Viewport.PLAIN).page();
    page.keyboard().press("/");
    page.keyboard().type("tea?/");
    assertThat(page.locator(".search input")).hasValue("tea?/");
    assertThat(page).hasURL(service.url("/traces"));
  }

  @Test
  void jAndK_moveBetweenRows_andEnterOpensOne(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/events", Viewport.PLAIN).page();
    page.keyboard().press("j");
    assertThat(page.locator("#events a.title").nth(0)).isFocused();
    page.keyboard().press("j");
    assertThat(page.locator("#events a.title").nth(1)).isFocused();
    page.keyboard().press("k");
    assertThat(page.locator("#events a.title").nth(0)).isFocused();
    page.keyboard().press("Enter");
    page.waitForURL("**/events/*");
  }

  @Test
  void spans_openByKeyboard_andTheirAddressCanBeShared(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces/" + service.intentId(), Viewport.PLAIN).page();
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    assertThat(page.locator("details.span").nth(2).locator(".inside")).isVisible();
    page.waitForURL("**#s-*");
    String shared = page.url().substring(service.url("").length());
    Page other = visitor.at(shared, Viewport.PLAIN).page();
    assertThat(other.locator("details.span[open]")).hasCount(1);
    assertThat(other.locator("details.span").nth(2).locator(".inside")).isVisible();
  }

  @Test
  void questionMark_listsTheShortcuts_andEscapeClosesTheList(
      PackagedService service, Visitor visitor) throws Exception {
    Page page = visitor.at("/traces", Viewport.PLAIN).page();
    page.keyboard().press("?");
    assertThat(page.locator("dialog[open]")).containsText("Pause or resume");
    assertThat(AxeAudit.violations(page)).isEmpty();
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog[open]")).hasCount(0);
    page.locator("#keys").click();
    assertThat(page.locator("dialog[open]")).isVisible();
  }

  @Test
  void p_pausesTheStream(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/", Viewport.PLAIN).page();
    page.keyboard().press("p");
    assertThat(page.locator("#pause")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void firstStop_skipsToTheContent(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces", Viewport.PLAIN).page();
    page.keyboard().press("Tab");
    assertThat(page.locator("a.skip")).isFocused();
    assertThat(page.locator("a.skip")).isInViewport();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
  }

  @Test
  void theme_isSwitchedByKey_andRemembered(PackagedService service, Visitor visitor)
      throws Exception {
    Page page = visitor.at("/traces", Viewport.PLAIN).page();
    Object day = page.evaluate(BACKGROUND);
    page.keyboard().press("x");
    Object night = page.evaluate(BACKGROUND);
    assertThat(night).isNotEqualTo(day);
    assertThat(visitor.at("/traces", Viewport.PLAIN.dark()).page().evaluate(BACKGROUND))
        .isEqualTo(night);
    page.reload();
    assertThat(page.evaluate(BACKGROUND)).isEqualTo(night);
    assertThat(AxeAudit.violations(page)).isEmpty();
    page.keyboard().press("x");
    assertThat(page.evaluate(BACKGROUND)).isEqualTo(day);
  }
}

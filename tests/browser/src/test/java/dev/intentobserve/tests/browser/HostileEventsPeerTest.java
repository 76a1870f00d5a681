package dev.intentobserve.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Content of events is shown as text; {@link BrowserExtension} fails a test in which it runs. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class HostileEventsPeerTest {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/traces",
          "/traces/" + HostileEvents.INTENT,
          "/events",
          "/entities/signal/" + HostileEvents.ID_IN_PATH,
          "/dead-letters",
          "/events?q=window.hostile",
          "/events?q=hostile&order=asc&bodies=yes");

  @Test
  void pages_containNothingThatCouldRun(PackagedService service, Visitor visitor) {
    for (String path : PAGES) {
      Page page = visitor.at(path, Viewport.PLAIN).page();
      for (String made : List.of("script", "img", "i", "[onload]", "[onerror]", "[onclick]")) {
        assertThat(page.locator("main " + made).count()).as("%s in %s", made, path).isZero();
      }
      for (Locator link : page.locator("a").all()) {
        assertThat(link.getAttribute("href")).as(path).matches("[/#].*").doesNotStartWith("//");
      }
    }
  }

  @Test
  void everySpan_canBeOpened_andShowsItsTitleAsText(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces/" + HostileEvents.INTENT, Viewport.PLAIN).page();
    page.locator("details.span").all().forEach(HostileEventsPeerTest::open);
    assertThat(page.locator("details.span[open]")).hasCount(page.locator("details.span").count());
    String text = page.locator("main").textContent();
    assertThat(text)
        .contains(HostileEvents.SCRIPT, "{} {{7*7}} ${7*7} &lt;", "onmouseover=")
        .contains("invoice\\u202egnp.exe\\u2066\\u200b")
        .doesNotContain("\u202E", "\u2066");
    assertThat(PageChecks.overflow(page)).isEmpty();
    PageChecks.keep(page, "hostile-trace-opened");
  }

  /** Waits for the bodies, because they move the rows below while a test clicks on them. */
  private static void open(Locator span) {
    span.locator("summary").click();
    assertThat(span.locator("a.bodies")).hasCount(0);
  }

  @Test
  void hostileId_leadsFromItsTraceToItsPage(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces/" + HostileEvents.INTENT, Viewport.PLAIN).page();
    String path = "/entities/signal/" + HostileEvents.ID_IN_PATH;
    assertThat(page.locator("a[href='" + path + "']").count()).isPositive();
    Page entity = visitor.at(path, Viewport.PLAIN).page();
    assertThat(entity.locator("main")).containsText(HostileEvents.ID);
    entity.locator("main a:text-is('Events')").click();
    assertThat(entity.locator("#events > li")).hasCount(1);
  }

  @Test
  void titleOfAMegabyte_isTruncated(PackagedService service, Visitor visitor) throws Exception {
    Page page = visitor.at("/entities/signal/" + HostileEvents.LONG_ID, Viewport.PLAIN).page();
    assertThat(page.locator("h1")).containsText("long AAAA");
    assertThat(page.locator("body").textContent().length()).isLessThan(20_000);
    assertThat(page.title().length()).isLessThan(1_000);
  }

  @Test
  void missingPage_isAnErrorPage(PackagedService service, Visitor visitor) throws Exception {
    OpenPage opened = visitor.at(Viewport.PLAIN, service.url(""));
    assertThat(opened.open("/<script>window.hostile=1</script>").status()).isEqualTo(404);
    assertThat(opened.page().locator("h1")).isVisible();
    assertThat(AxeAudit.violations(opened.page())).isEmpty();
    // The browser logs every answer with an error status.
    opened.ignore("status of 404");
  }
}

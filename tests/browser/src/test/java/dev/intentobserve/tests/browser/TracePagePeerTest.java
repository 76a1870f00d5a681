package dev.intentobserve.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The waterfall of one intent, small and very large. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class TracePagePeerTest {
  /** A page with more is slow to lay out and to scroll. */
  private static final int MOST_NODES = 15_000;

  @Test
  void waterfall_showsEverySpanOfTheIntent_andWhatWasLinkedLater(
      PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces/" + service.intentId(), Viewport.PLAIN).page();
    assertThat(page.locator("details.span")).hasCount(service.intent().at("/spans").size());
    assertThat(page.locator("details.span .mark").getByText("linked later").first()).isVisible();
    assertThat(page.locator(".axis")).containsText("idle time compressed");
    assertThat(page.locator(".axis .linear")).containsText("linear scale");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void openedSpan_showsItsEventsWithTheirBodies(
      boolean script, PackagedService service, Visitor visitor) throws Exception {
    Viewport viewport = script ? Viewport.PLAIN : Viewport.PLAIN.withoutScript();
    Page page = visitor.at("/traces/" + service.intentId(), viewport).page();
    Locator span =
        page.locator("details.span")
            .filter(new Locator.FilterOptions().setHasText("observation"))
            .first();
    span.locator("summary").click();
    if (!script) {
      span.locator("a.bodies").click();
      page.waitForURL("**?span=*");
    }
    assertThat(span).hasAttribute("open", "");
    assertThat(span.locator("ol.bodies pre")).containsText("\"event\":\"observation.written\"");
    PageChecks.keep(page, "trace-opened" + (script ? "" : "-without-script"));
    if (script) {
      assertThat(AxeAudit.violations(page)).isEmpty();
    }
  }

  @Test
  void signalCreatedFromAnObservation_isShownThereAndBelow(
      PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces/" + service.intentId(), Viewport.PLAIN).page();
    Locator observation =
        page.locator("details.span summary")
            .filter(new Locator.FilterOptions().setHasText("observation"));
    assertThat(observation.locator(".mark")).containsText("followed by SIG-");
    Locator grown =
        page.locator("main li").filter(new Locator.FilterOptions().setHasText("created from"));
    assertThat(grown).containsText("Refunds are retried without a budget");
    grown.locator("a").first().click();
    page.waitForURL("**/entities/signal/SIG-*");
  }

  @Test
  void segmentOfTheAxis_zoomsIn_andBack(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/traces/" + service.intentId(), Viewport.PLAIN).page();
    page.locator(".axis a").last().press("Enter");
    page.waitForURL("**?since=*");
    assertThat(page.locator("main")).containsText("Zoomed in");
    assertThat(page.locator("details.span").count())
        .isBetween(1, service.intent().at("/spans").size() - 1);
    page.locator("text=Show the whole trace").click();
    assertThat(page.locator("details.span")).hasCount(service.intent().at("/spans").size());
  }

  @Test
  void tenThousandSpans_load_scrollAndPage(PackagedService service, Visitor visitor)
      throws Exception {
    LargeTraceEvents.fill(service);
    OpenPage opened = visitor.at(LargeTraceEvents.PATH, Viewport.PLAIN);
    Page page = opened.page();
    assertThat(opened.weight().bytes()).isLessThan(PageChecks.HEAVIEST);
    assertThat((int) page.evaluate("document.querySelectorAll('*').length")).isLessThan(MOST_NODES);
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    Locator line = page.locator("details.span").nth(100);
    line.locator("summary").click();
    assertThat(line.locator("ol.bodies pre")).containsText("\"contract_id\":\"CON-LARGE-");
    assertThat(asked)
        .anyMatch(url -> url.contains("/events?entity=contract%3ACON-LARGE-"))
        .noneMatch(url -> url.contains("/traces/"));
    page.mouse().move(600, 600);
    page.mouse().wheel(0, 1_000_000);
    assertThat(page.locator("footer")).isInViewport();
    PageChecks.keep(page, "large-trace");
    page.keyboard().press("n");
    page.waitForURL("**from=*");
    assertThat(page.locator("details.span").first()).isVisible();
    assertThat(page.locator("a[rel=prev]").first()).isVisible();
  }
}

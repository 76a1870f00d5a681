package dev.intentobserve.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.browser.House.Visitor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The waterfall of one intent, small and very large. */
@Tag("peer")
@ExtendWith(House.class)
final class TracePeerTest {
  private static final int SPANS = 10_000;

  /** Small enough to be committed in time on a machine that does something else, too. */
  private static final int BATCH = 1_000;

  /** A page with more is slow to lay out and to scroll. */
  private static final int MOST_NODES = 15_000;

  @Test
  void waterfall_showsEverySpanOfTheIntent_andWhatWasLinkedLater(Service service, Visitor visitor) {
    Page page = visitor.at("/traces/" + service.intentId(), Eyes.PLAIN).page();
    assertThat(page.locator("details.span")).hasCount(service.intent().at("/spans").size());
    assertThat(page.locator("details.span .mark").first()).containsText("linked");
    assertThat(page.locator(".axis")).containsText("silences are shortened");
    assertThat(page.locator(".axis .truth")).containsText("true scale");
  }

  @Test
  void partOfTheAxis_leadsToACloserLook_andBack(Service service, Visitor visitor) {
    Page page = visitor.at("/traces/" + service.intentId(), Eyes.PLAIN).page();
    page.locator(".axis a").last().press("Enter");
    page.waitForURL("**?since=*");
    assertThat(page.locator("main")).containsText("A closer look");
    assertThat(page.locator("details.span").count())
        .isBetween(1, service.intent().at("/spans").size() - 1);
    page.locator("text=Show the whole trace").click();
    assertThat(page.locator("details.span")).hasCount(service.intent().at("/spans").size());
  }

  @Test
  void tenThousandSpans_load_scrollAndPage(Service service, Visitor visitor) throws Exception {
    fill(service);
    Look look = visitor.at("/traces/INT-LARGE", Eyes.PLAIN);
    Page page = look.page();
    assertThat(look.weight().bytes()).isLessThan(Checks.HEAVIEST);
    assertThat((int) page.evaluate("document.querySelectorAll('*').length")).isLessThan(MOST_NODES);
    page.mouse().move(600, 600);
    page.mouse().wheel(0, 1_000_000);
    assertThat(page.locator("footer")).isInViewport();
    Checks.keep(page, "large-trace");
    page.keyboard().press("n");
    page.waitForURL("**from=*");
    assertThat(page.locator("details.span").first()).isVisible();
    assertThat(page.locator("a[rel=prev]").first()).isVisible();
  }

  private static void fill(Service service) throws Exception {
    service.sendAll(
        """
        {"event_type":"intent.proposed","intent_id":"INT-LARGE","title":"Ten thousand steps"}
        {"event_type":"spec.created","spec_id":"SPEC-LARGE","intent_id":"INT-LARGE"}
        """);
    for (int sent = 0; sent < SPANS; sent += BATCH) {
      service.sendAll(
          IntStream.range(sent, sent + BATCH)
              .mapToObj(TracePeerTest::contract)
              .collect(Collectors.joining("\n")));
    }
    service.untilPlaced("INT-LARGE", SPANS);
  }

  private static String contract(int number) {
    return "{\"event_type\":\"contract.started\",\"contract_id\":\"CON-LARGE-%d\",\"spec_id\":\"SPEC-LARGE\"}"
        .formatted(number);
  }
}

package dev.intentobserve.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ids, words and pasted events lead to the page that shows them. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class SearchPagePeerTest {
  /** Types into the search box; returns the page it leads to. */
  private static Page search(Visitor visitor, String text) {
    Page page = visitor.at("/traces", Viewport.PLAIN).page();
    page.locator(".search input").fill(text);
    page.locator(".search input").press("Enter");
    page.waitForURL(url -> !url.contains("/search") && !url.endsWith("/traces"));
    return page;
  }

  private static String path(Page page) {
    return page.url().replaceFirst("^http://[^/]+", "");
  }

  @Test
  void idOfAnEntity_leadsToIt(PackagedService service, Visitor visitor) {
    String spec = service.entity("spec");
    assertThat(path(search(visitor, spec))).isEqualTo("/entities/spec/" + spec);
    assertThat(path(search(visitor, "spec:" + spec))).isEqualTo("/entities/spec/" + spec);
  }

  @Test
  void idOfAnIntent_leadsToItsTrace(PackagedService service, Visitor visitor) {
    Page page = search(visitor, service.intentId());
    assertThat(path(page)).isEqualTo("/traces/" + service.intentId());
  }

  @Test
  void traceId_leadsToTheTrace_withHyphensOrWithout(PackagedService service, Visitor visitor) {
    String hyphens = service.traceId().replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
    for (String id : new String[] {service.traceId(), hyphens}) {
      Page page = search(visitor, id);
      assertThat(path(page)).isEqualTo("/traces/" + id);
      assertThat(page.locator("h1").textContent()).contains("Retry payments");
    }
  }

  @Test
  void wordOfAnIntentsTitle_leadsToItsTrace(PackagedService service, Visitor visitor) {
    Page page = search(visitor, "HIDING failures");
    assertThat(path(page)).isEqualTo("/traces/" + service.traceId());
  }

  @Test
  void wordOfSeveralTitles_leadsToTheirList_andOnToEvents(PackagedService service, Visitor visitor)
      throws Exception {
    for (int i = 1; i <= 2; i++) {
      String intent = "INT-TWIN-" + i;
      service.send(
          "{\"event_type\":\"intent.proposed\",\"intent_id\":\"%s\",\"title\":\"Twinned <%d>\"}"
              .formatted(intent, i));
      service.untilPlaced(intent, 1);
    }
    service.until("/api/v1/traces?q=twinned", found -> found.at("/items").size() == 2);
    Page page = search(visitor, "twinned");
    assertThat(path(page)).isEqualTo("/traces?q=twinned");
    assertThat(page.locator("main .list a.title").allTextContents())
        .containsExactlyInAnyOrder("Twinned <1>", "Twinned <2>");
    page.locator("main a[href='/events?q=twinned']").click();
    assertThat(page.locator("#events").textContent()).contains("Twinned <1>");
  }

  @Test
  void wordOfATitle_leadsToTheEventsThatHaveIt(PackagedService service, Visitor visitor) {
    Page page = search(visitor, "flaps");
    assertThat(path(page)).isEqualTo("/events?q=flaps");
    assertThat(page.locator("#events").textContent())
        .contains("The gateway alert flaps every night");
  }

  @Test
  void idOfAnEvent_andItsLineAsReceived_leadToTheEvent(PackagedService service, Visitor visitor)
      throws Exception {
    String line =
        "{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-PASTED\", \"title\":\"Pasted\"}";
    String id = service.send(line);
    assertThat(path(search(visitor, id))).isEqualTo("/events/" + id);
    assertThat(path(search(visitor, line))).isEqualTo("/events/" + id);
    assertThat(path(search(visitor, "  " + line + "\n"))).isEqualTo("/events/" + id);
  }

  @Test
  void lineThatIsNotStored_leadsToItsEntity(PackagedService service, Visitor visitor) {
    String spec = service.entity("spec");
    String line = "{\"event_type\":\"spec.approved\",\"spec_id\":\"%s\",\"note\":\"new\"}";
    assertThat(path(search(visitor, line.formatted(spec)))).isEqualTo("/entities/spec/" + spec);
  }

  @Test
  void lineOfTheFirstDialect_leadsToItsEntity(PackagedService service, Visitor visitor) {
    String spec = service.entity("spec");
    String line =
        "{\"version\":\"0.1.0\",\"event\":\"spec.created\",\"span_id\":\"%s\",\"data\":{}}";
    assertThat(path(search(visitor, line.formatted(spec)))).isEqualTo("/entities/spec/" + spec);
  }

  @Test
  void unknownText_leadsToAnEmptyList(PackagedService service, Visitor visitor) {
    Page page = search(visitor, "<b>nowhere</b>\"'&");
    assertThat(page.locator("main .empty").textContent()).contains("No event matches");
    assertThat(page.locator(".search input").inputValue()).isEqualTo("<b>nowhere</b>\"'&");
  }
}

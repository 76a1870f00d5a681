package dev.intentobserve.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first page shows new events as they are received. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class LivePagePeerTest {
  private static final Path PICTURE = Path.of("../../docs/images/live.png");

  private static String signal(String id, String title) {
    return "{\"event_type\":\"signal.created\",\"signal_id\":\"%s\",\"title\":\"%s\"}"
        .formatted(id, title);
  }

  /** The page, once it follows the stream. */
  private static Page following(Visitor visitor, String path) {
    Page page = visitor.at(path, Viewport.PLAIN).page();
    assertThat(page.locator("#live")).hasText("live");
    return page;
  }

  private static Locator line(Page page, String title) {
    return page.locator("#events > li").filter(new Locator.FilterOptions().setHasText(title));
  }

  @Test
  void event_appearsWithoutReload_andLeadsToItsPage(PackagedService service, Visitor visitor)
      throws Exception {
    Page page = following(visitor, "/");
    page.evaluate("window.same = true");
    String id = service.send(signal("SIG-LIVE-1", "The kettle whistles"));

    assertThat(line(page, "The kettle whistles")).isVisible();
    assertThat(page.evaluate("window.same")).isEqualTo(true);
    assertThat(page.locator("#events > li").first()).containsText("The kettle whistles");
    line(page, "The kettle whistles").locator("a.title").click();
    page.waitForURL("**/events/" + id);
  }

  @Test
  void pause_holdsEventsBack_andResumeShowsThem(PackagedService service, Visitor visitor)
      throws Exception {
    Page page = following(visitor, "/");
    page.locator("#pause").click();
    assertThat(page.locator("#pause")).hasAttribute("aria-pressed", "true");
    service.send(signal("SIG-PAUSE-1", "First of the held"));
    service.send(signal("SIG-PAUSE-2", "Second of the held"));

    assertThat(page.locator("#live")).hasText("2 waiting");
    assertThat(line(page, "of the held")).hasCount(0);
    page.locator("#pause").click();
    assertThat(line(page, "of the held")).hasCount(2);
    assertThat(page.locator("#events > li").first()).containsText("Second of the held");
    assertThat(page.locator("#live")).hasText("live");
  }

  @Test
  void filter_appliesToLaterEvents_too(PackagedService service, Visitor visitor) throws Exception {
    Page page = following(visitor, "/");
    page.locator(".filters input[name=type]").fill("spec.*");
    page.locator(".filters input[name=type]").press("Enter");
    page.waitForURL("**/?type=spec.*");
    assertThat(page.locator("#live")).hasText("live");
    service.send(signal("SIG-FILTER-1", "Not a spec"));
    service.send(
        "{\"event_type\":\"spec.created\",\"spec_id\":\"SPEC-FILTER\",\"title\":\"A spec at last\"}");

    assertThat(line(page, "A spec at last")).isVisible();
    for (String type : page.locator("#events a.title").allTextContents()) {
      assertThat(type).startsWith("spec.");
    }
  }

  @Test
  void brokenStream_isResumedWithoutAGap(PackagedService service, Visitor visitor)
      throws Exception {
    OpenPage opened = visitor.at(Viewport.PLAIN, service.url(""));
    Page page = opened.page();
    // The first answer ends at once; the only event is sent before the second request.
    AtomicInteger questions = new AtomicInteger();
    page.route(
        "**/api/v1/events/stream*",
        route -> {
          if (questions.getAndIncrement() == 0) {
            sendDuringGap(service);
            route.fulfill(new Route.FulfillOptions().setContentType("text/event-stream"));
          } else {
            route.resume();
          }
        });
    opened.open("/");

    assertThat(line(page, "Sent during the gap")).hasCount(1);
    assertThat(page.locator("#live")).hasText("live");
    assertThat(questions).hasValue(2);
  }

  @Test
  void hiddenPage_closesItsStream_andCatchesUpWhenShown(PackagedService service, Visitor visitor)
      throws Exception {
    Page page = following(visitor, "/");
    AtomicInteger letGo = new AtomicInteger();
    page.onRequestFailed(request -> letGo.addAndGet(request.url().contains("stream") ? 1 : 0));
    hidden(page, true);
    page.waitForCondition(() -> letGo.get() == 1);
    service.send(signal("SIG-AWAY-1", "Sent while hidden"));
    hidden(page, false);

    assertThat(line(page, "Sent while hidden")).hasCount(1);
    assertThat(page.locator("#live")).hasText("live");
    service.send(signal("SIG-AWAY-2", "Sent while shown"));
    assertThat(line(page, "Sent while shown")).hasCount(1);
    assertThat(line(page, "Sent while hidden")).hasCount(1);
  }

  @Test
  void pausedHiddenPage_keepsHoldingBack(PackagedService service, Visitor visitor)
      throws Exception {
    Page page = following(visitor, "/");
    page.locator("#pause").click();
    hidden(page, true);
    service.send(signal("SIG-AWAY-3", "Sent while paused"));

    assertThat(page.locator("#live")).hasText("1 waiting");
    hidden(page, false);
    page.locator("#pause").click();
    assertThat(line(page, "Sent while paused")).hasCount(1);
  }

  /**
   * Tells the page that it is hidden, as for a window in the background; a headless browser never
   * does.
   */
  private static void hidden(Page page, boolean hidden) {
    page.evaluate(
        """
        (hidden) => {
          Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden);
  }

  private static void sendDuringGap(PackagedService service) {
    try {
      service.send(signal("SIG-GAP-1", "Sent during the gap"));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hostileEvent_arrivesAsText(PackagedService service, Visitor visitor) throws Exception {
    Page page = following(visitor, "/");
    service.send(signal("SIG-LIVE-2", "<img src=x onerror=window.hostile=1>\u202Elive"));

    assertThat(line(page, "<img src=x onerror=window.hostile=1>\\u202elive")).isVisible();
    assertThat(page.locator("main img")).hasCount(0);
    assertThat(page.locator("main script")).hasCount(0);
  }

  @Test
  void page_listsAlertsSilentSourcesStalledTracesAndApprovals(Visitor visitor) {
    Page page = visitor.at("/", Viewport.PLAIN.withoutScript()).page();
    assertThat(page.locator("section h2").allTextContents())
        .contains("Needs attention", "Silent sources", "Stalled for a week", "Pending approvals");
    assertThat(page.locator("main")).containsText("All regular sources are reporting.");
  }

  @Test
  void alert_appearsAmongTheAlerts_withoutReload(PackagedService service, Visitor visitor)
      throws Exception {
    Page page = visitor.at("/alerts", Viewport.PLAIN).page();
    page.waitForResponse("**/api/v1/alerts/stream", () -> page.reload());
    page.evaluate("window.same = true");
    String old = Instant.now().minus(Duration.ofDays(20)).toString();
    service.send(
        "{\"event_type\":\"intent.proposed\",\"intent_id\":\"INT-UNHEEDED\",\"title\":\"Unheeded\",\"timestamp\":\"%s\"}"
            .formatted(old));

    assertThat(page.locator("[data-fresh=alerts]")).containsText("INT-UNHEEDED");
    assertThat(page.evaluate("window.same")).isEqualTo(true);
  }

  @Test
  void everyNumber_linksToItsEvents(PackagedService service, Visitor visitor) {
    Page page = visitor.at("/", Viewport.PLAIN).page();
    Locator links = page.locator("main .tiles a, main .share a");
    assertThat(links.count()).isGreaterThan(10);
    for (Locator link : links.all()) {
      visitor.at(link.getAttribute("href"), Viewport.PLAIN.withoutScript());
    }
  }

  /** {@code -Dreadme.picture=true} copies it to docs/images; see browser/README.md. */
  @Test
  void readmePicture_isTaken(PackagedService service, Visitor visitor) throws IOException {
    Page page = following(visitor, "/");
    Path file = PageChecks.SCREENSHOTS.resolve("readme.png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    assertThat(file).isNotEmptyFile();
    if (Boolean.getBoolean("readme.picture")) {
      Files.createDirectories(PICTURE.getParent());
      Files.copy(file, PICTURE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

package dev.intentobserve.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every page has to keep to; each check gives what breaks it, one line a case. */
final class PageChecks {
  /** Compressed, at the first load. */
  static final long HEAVIEST = 200_000;

  /** A page is gone through by keyboard at most so far. */
  private static final int STOPS = 40;

  static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** Where a page is wider than its window: the elements that stick out furthest inside. */
  private static final String WIDER =
      """
      () => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        const found = [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > room + 0.5)
          .filter(e => ![...e.children].some(c => c.getBoundingClientRect().right > room + 0.5))
          .map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} reaches to `
            + `${Math.round(e.getBoundingClientRect().right)} of ${room}`);
        return found.length ? found.slice(0, 5) : [`it is ${document.documentElement.scrollWidth} wide`];
      }""";

  /**
   * Nothing to complain of, the name of what has focus but does not show it, or null for nothing.
   */
  private static final String FOCUSED =
      """
      () => {
        const e = document.activeElement;
        if (!e || e === document.body || e === document.documentElement) return null;
        const name = e.tagName.toLowerCase() + ' ' + (e.id || e.getAttribute('class')
          || e.textContent.trim().slice(0, 30));
        const style = getComputedStyle(e);
        const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
        if (!ring && style.boxShadow === 'none') return name + ': nothing marks it';
        const box = e.getBoundingClientRect();
        const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
          && box.top < innerHeight && box.left < innerWidth;
        return seen ? '' : name + ': it is out of sight';
      }""";

  private PageChecks() {}

  @SuppressWarnings("unchecked")
  static List<String> widerThanItsWindow(Page page) {
    return (List<String>) page.evaluate(WIDER);
  }

  /** Goes from stop to stop with the tabulator key, as far as the page goes. */
  static List<String> focusNobodySees(Page page) {
    List<String> found = new ArrayList<>();
    for (int stop = 0; stop < STOPS; stop++) {
      page.keyboard().press("Tab");
      Object problem = page.evaluate(FOCUSED);
      if (problem == null) {
        return stop == 0 ? List.of("nothing can be reached by keyboard") : found;
      }
      if (!problem.equals("")) {
        found.add(problem.toString());
      }
    }
    return found;
  }

  /** Keeps what is to be seen under {@code target/screenshots}. */
  static void keep(Page page, String name) {
    Path file = SCREENSHOTS.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }
}

package dev.intentobserve.tests.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rules for every page; each check returns the violations, one line each. */
final class PageChecks {
  /** Bytes of the first load, compressed. */
  static final long HEAVIEST = 200_000;

  /** Stops of the tabulator key that are checked on one page. */
  private static final int STOPS = 40;

  static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** The innermost elements that reach beyond the window. */
  private static final String WIDER =
      """
      () => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        const found = [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > width + 0.5)
          .filter(e => ![...e.children].some(c => c.getBoundingClientRect().right > width + 0.5))
          .map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} reaches to `
            + `${Math.round(e.getBoundingClientRect().right)} of ${width}`);
        return found.length ? found.slice(0, 5) : [`it is ${document.documentElement.scrollWidth} wide`];
      }""";

  /** Empty where the focus is visible, else the name of the focused element; null without focus. */
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
  static List<String> overflow(Page page) {
    return (List<String>) page.evaluate(WIDER);
  }

  /** Moves through the page with the tabulator key. */
  static List<String> invisibleFocus(Page page) {
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

  /** Saves a screenshot under {@code target/screenshots}. */
  static void keep(Page page, String name) {
    Path file = SCREENSHOTS.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }
}

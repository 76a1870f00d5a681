package dev.intentobserve.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How soon a page is visible when it is opened for the first time, in milliseconds since the
 * request.
 *
 * @param firstByte of the answer
 * @param first the browser's first contentful paint
 * @param loaded when the page and its assets are complete
 */
record PaintTimes(double firstByte, double first, double loaded) {
  /** The browser reports a paint after it happened, and the end of loading after its listeners. */
  private static final String MEASURE =
      """
      async () => {
        const first = await new Promise(seen => new PerformanceObserver(list => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint) seen(paint.startTime);
        }).observe({type: 'paint', buffered: true}));
        await new Promise(later => setTimeout(later));
        const way = performance.getEntriesByType('navigation')[0];
        return [way.responseStart, first, way.loadEventEnd];
      }""";

  /** Milliseconds until the previous window is closed and this one is idle. */
  private static final double SETTLED = 500;

  /** Opens a page in a profile of its own, where nothing is cached. */
  static PaintTimes of(ChromeBrowser chrome, String url) {
    try (BrowserContext context = chrome.context(Viewport.PLAIN)) {
      Page page = context.newPage();
      page.waitForTimeout(SETTLED);
      Response response = page.navigate(url);
      if (response.status() != 200) {
        throw new AssertionError(url + ": " + response.status());
      }
      List<?> found = (List<?>) page.evaluate(MEASURE);
      return new PaintTimes(number(found.get(0)), number(found.get(1)), number(found.get(2)));
    }
  }

  private static double number(Object number) {
    return ((Number) number).doubleValue();
  }

  /** The middle value; the mean of the two for an even number. */
  static double median(List<PaintTimes> paints, ToDoubleFunction<PaintTimes> what) {
    double[] sorted = paints.stream().mapToDouble(what).sorted().toArray();
    return IntStream.of((sorted.length - 1) / 2, sorted.length / 2)
        .mapToDouble(i -> sorted[i])
        .average()
        .orElseThrow();
  }

  static double worst(List<PaintTimes> paints, ToDoubleFunction<PaintTimes> what) {
    return paints.stream().mapToDouble(what).max().orElseThrow();
  }
}

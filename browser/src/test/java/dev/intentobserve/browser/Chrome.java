package dev.intentobserve.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One browser for all tests, as installed on this machine; each look gets a profile of its own. */
final class Chrome implements AutoCloseable {
  /** It must ask nobody but the service: not for updates, lists or better ways to connect. */
  private static final List<String> FLAGS =
      List.of(
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--disable-gpu");

  private final Playwright playwright;
  private final Browser browser;

  private Chrome(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** {@code -Dbrowser=PATH} names another one than Debian's. */
  static Chrome start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(Path.of(System.getProperty("browser", "/usr/bin/chromium")))
            .setHeadless(true)
            // It has no sandbox for root, and what it is shown is ours.
            .setChromiumSandbox(false)
            .setArgs(FLAGS);
    return new Chrome(playwright, playwright.chromium().launch(options));
  }

  BrowserContext context(Eyes eyes) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setJavaScriptEnabled(eyes.script())
            .setColorScheme(eyes.scheme())
            .setViewportSize(eyes.width(), eyes.height())
            .setLocale("en-GB")
            .setTimezoneId("UTC"));
  }

  @Override
  public void close() {
    playwright.close();
  }
}

package dev.intentobserve.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The installed browser, one for all tests; each open page has a profile of its own. */
final class ChromeBrowser implements AutoCloseable {
  /** It must call nothing but the service: no updates, no lists, no connection upgrades. */
  private static final List<String> FLAGS =
      List.of(
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--disable-gpu");

  /** Long, because a busy machine may take its time. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> NAMES = List.of("chromium", "google-chrome");

  private final Playwright playwright;
  private final Browser browser;

  private ChromeBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static ChromeBrowser start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(installed())
            .setHeadless(true)
            // Chromium has no sandbox for root, and all pages are our own.
            .setChromiumSandbox(false)
            .setArgs(FLAGS);
    return new ChromeBrowser(playwright, playwright.chromium().launch(options));
  }

  /** The one named by {@code -Dbrowser=PATH}, else the first one on the {@code PATH}. */
  private static Path installed() {
    String named = System.getProperty("browser");
    if (named != null) {
      return Path.of(named);
    }
    List<Path> folders =
        Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of " + NAMES + " is installed"));
  }

  /** Its name and version. */
  String name() {
    return browser.browserType().name() + " " + browser.version();
  }

  BrowserContext context(Viewport viewport) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setJavaScriptEnabled(viewport.script())
            .setColorScheme(viewport.scheme())
            .setViewportSize(viewport.width(), viewport.height())
            .setLocale("en-GB")
            .setTimezoneId("UTC"));
  }

  @Override
  public void close() {
    playwright.close();
  }
}

package dev.intentobserve.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * One page, open in a fresh profile. It records what must not happen: violations of the page's
 * policy, errors on the console, uncaught exceptions, dialogs, and requests to another host.
 */
final class OpenPage implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final String base;
  private final PageWeight weight;
  private final List<String> problems = new ArrayList<>();

  /** {@code base} is scheme, host and port of the only server that may be called. */
  OpenPage(BrowserContext context, String base) {
    this.context = context;
    this.base = base;
    page = context.newPage();
    weight = new PageWeight(context.newCDPSession(page));
    page.onConsoleMessage(this::log);
    page.onPageError(error -> problems.add("uncaught: " + error));
    page.onDialog(
        dialog -> {
          problems.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    context.onRequest(this::asked);
  }

  private void log(ConsoleMessage message) {
    if (message.type().equals("error")) {
      problems.add("console: " + message.text() + " at " + message.location());
    }
  }

  private void asked(Request request) {
    boolean inside = request.url().startsWith("data:") || request.url().startsWith("about:");
    if (!inside && !request.url().startsWith(base + "/")) {
      problems.add("request to another host: " + request.url());
    }
  }

  /** Opens a page of the service. */
  Response open(String path) {
    return page.navigate(base + path);
  }

  Page page() {
    return page;
  }

  PageWeight weight() {
    return weight;
  }

  List<String> problems() {
    Object hostile = page.evaluate("window.hostile");
    if (hostile != null) {
      problems.add("hostile content ran: " + hostile);
    }
    return List.copyOf(problems);
  }

  /** Drops problems that a test provoked. */
  void ignore(String part) {
    problems.removeIf(complaint -> complaint.contains(part));
  }

  @Override
  public void close() {
    context.close();
  }
}

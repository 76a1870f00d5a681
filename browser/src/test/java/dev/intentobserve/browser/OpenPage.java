package dev.intentobserve.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * One page open in a fresh profile. It takes note of all that should not be: what the policy of the
 * page forbids, errors on the console, exceptions nobody caught, dialogs, and questions to another
 * host.
 */
final class OpenPage implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final String base;
  private final PageWeight weight;
  private final List<String> complaints = new ArrayList<>();

  /** {@code base} is the only host that may be asked, with its scheme and port. */
  OpenPage(BrowserContext context, String base) {
    this.context = context;
    this.base = base;
    page = context.newPage();
    weight = new PageWeight(context.newCDPSession(page));
    page.onConsoleMessage(this::said);
    page.onPageError(error -> complaints.add("not caught: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    context.onRequest(this::asked);
  }

  private void said(ConsoleMessage message) {
    if (message.type().equals("error")) {
      complaints.add("console: " + message.text() + " at " + message.location());
    }
  }

  private void asked(Request request) {
    boolean inside = request.url().startsWith("data:") || request.url().startsWith("about:");
    if (!inside && !request.url().startsWith(base + "/")) {
      complaints.add("asked elsewhere: " + request.url());
    }
  }

  /** Opens a page of the service; the way it was answered. */
  Response open(String path) {
    return page.navigate(base + path);
  }

  Page page() {
    return page;
  }

  PageWeight weight() {
    return weight;
  }

  List<String> complaints() {
    Object hostile = page.evaluate("window.hostile");
    if (hostile != null) {
      complaints.add("hostile content ran: " + hostile);
    }
    return List.copyOf(complaints);
  }

  /** Leaves out complaints that a test asked for. */
  void forgive(String part) {
    complaints.removeIf(complaint -> complaint.contains(part));
  }

  @Override
  public void close() {
    context.close();
  }
}

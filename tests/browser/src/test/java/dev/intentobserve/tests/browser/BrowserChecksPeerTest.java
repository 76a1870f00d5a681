package dev.intentobserve.tests.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each check finds the fault planted for it, and nothing on a page without faults. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class BrowserChecksPeerTest {
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'";

  private HttpServer server;
  private String planted = "";

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) {
    String[] found =
        switch (exchange.getRequestURI().getPath()) {
          case "/style.css" ->
              new String[] {"text/css", ".mute:focus{outline:none} .wide{width:50em}"};
          case "/script.js" -> new String[] {"text/javascript", "no.such()"};
          default -> new String[] {"text/html", page()};
        };
    send(exchange, found[0], found[1].getBytes(UTF_8));
  }

  private String page() {
    return """
    <!doctype html><html lang="en"><head><title>Planted</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="/style.css"></head>
    <body><main><h1>Planted</h1><a href="/">A way</a>%s</main></body></html>"""
        .formatted(planted);
  }

  private static void send(HttpExchange exchange, String type, byte[] body) {
    exchange.getResponseHeaders().add("content-type", type);
    exchange.getResponseHeaders().add("content-security-policy", POLICY + "; img-src data:");
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OpenPage opened(Visitor visitor, String planted, Viewport viewport) {
    this.planted = planted;
    OpenPage opened = visitor.at(viewport, "http://127.0.0.1:" + server.getAddress().getPort());
    opened.open("/");
    return opened;
  }

  private List<String> problems(Visitor visitor, String planted, Viewport viewport) {
    OpenPage opened = opened(visitor, planted, viewport);
    List<String> problems = opened.problems();
    opened.ignore("");
    return problems;
  }

  @Test
  void pageWithoutFaults_passesEveryCheck(Visitor visitor) throws Exception {
    OpenPage opened = opened(visitor, "", Viewport.PLAIN.narrow());
    assertThat(opened.problems()).isEmpty();
    assertThat(AxeAudit.violations(opened.page())).isEmpty();
    assertThat(PageChecks.overflow(opened.page())).isEmpty();
    assertThat(PageChecks.invisibleFocus(opened.page())).isEmpty();
    assertThat(opened.weight().bytes()).isBetween(300L, 3_000L);
  }

  @Test
  void policyViolation_isReported_withScriptsAndWithout(Visitor visitor) {
    String inline = "<p style=\"color: red\">red</p>";
    assertThat(problems(visitor, inline, Viewport.PLAIN))
        .singleElement()
        .asString()
        .contains("Content Security Policy");
    assertThat(problems(visitor, inline, Viewport.PLAIN.withoutScript()))
        .singleElement()
        .asString()
        .contains("Content Security Policy");
  }

  @Test
  void requestToAnotherHost_isReported(Visitor visitor) {
    assertThat(problems(visitor, "<form action='http://localhost:1/x'></form>", Viewport.PLAIN))
        .isEmpty();
    OpenPage opened =
        opened(visitor, "<a id=out href='http://localhost:1/x'>out</a>", Viewport.PLAIN);
    opened.page().locator("#out").click();
    assertThat(opened.problems()).anyMatch(one -> one.startsWith("request to another host"));
    opened.ignore("");
  }

  @Test
  void uncaughtException_isReported(Visitor visitor) {
    assertThat(problems(visitor, "<script src='/script.js'></script>", Viewport.PLAIN))
        .anyMatch(one -> one.startsWith("uncaught") && one.contains("no is not defined"));
  }

  @Test
  void hostileContentThatRan_isReported(Visitor visitor) {
    OpenPage opened = opened(visitor, "", Viewport.PLAIN);
    opened.page().evaluate("window.hostile = 'planted'");
    assertThat(opened.problems()).containsExactly("hostile content ran: planted");
    opened.page().evaluate("delete window.hostile");
    opened.ignore("");
  }

  @Test
  void imageWithoutAlternativeText_isReported(Visitor visitor) throws Exception {
    OpenPage opened =
        opened(visitor, "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", Viewport.PLAIN);
    assertThat(AxeAudit.violations(opened.page()))
        .singleElement()
        .asString()
        .startsWith("image-alt");
  }

  @Test
  void pageWiderThanItsWindow_isReported_withTheElement(Visitor visitor) {
    OpenPage opened = opened(visitor, "<p class=wide>wide</p>", Viewport.PLAIN.narrow());
    assertThat(PageChecks.overflow(opened.page()))
        .singleElement()
        .asString()
        .startsWith("p.wide reaches to");
  }

  @Test
  void focusWithoutMark_isReported(Visitor visitor) {
    OpenPage opened = opened(visitor, "<button class=mute>Mute</button>", Viewport.PLAIN);
    assertThat(PageChecks.invisibleFocus(opened.page()))
        .containsExactly("button mute: nothing marks it");
  }

  @Test
  void weight_countsReceivedBytes(Visitor visitor) {
    OpenPage opened = opened(visitor, "<p>" + "x".repeat(300_000) + "</p>", Viewport.PLAIN);
    assertThat(opened.weight().bytes()).isBetween(300_000L, 305_000L);
  }
}

package dev.intentobserve.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.intentobserve.browser.BrowserExtension.Visitor;
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

/** Each check finds what was planted for it on a page of its own, and nothing on a sound one. */
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

  private OpenPage look(Visitor visitor, String planted, Viewport eyes) {
    this.planted = planted;
    OpenPage look = visitor.at(eyes, "http://127.0.0.1:" + server.getAddress().getPort());
    look.open("/");
    return look;
  }

  private List<String> complaints(Visitor visitor, String planted, Viewport eyes) {
    OpenPage look = look(visitor, planted, eyes);
    List<String> complaints = look.complaints();
    look.forgive("");
    return complaints;
  }

  @Test
  void soundPage_passesEveryCheck(Visitor visitor) throws Exception {
    OpenPage look = look(visitor, "", Viewport.PLAIN.narrow());
    assertThat(look.complaints()).isEmpty();
    assertThat(AxeAudit.violations(look.page())).isEmpty();
    assertThat(PageChecks.widerThanItsWindow(look.page())).isEmpty();
    assertThat(PageChecks.focusNobodySees(look.page())).isEmpty();
    assertThat(look.weight().bytes()).isBetween(300L, 3_000L);
  }

  @Test
  void whatThePolicyForbids_isTold_withScriptsAndWithout(Visitor visitor) {
    String inline = "<p style=\"color: red\">red</p>";
    assertThat(complaints(visitor, inline, Viewport.PLAIN))
        .singleElement()
        .asString()
        .contains("Content Security Policy");
    assertThat(complaints(visitor, inline, Viewport.PLAIN.withoutScript()))
        .singleElement()
        .asString()
        .contains("Content Security Policy");
  }

  @Test
  void questionToAnotherHost_isTold(Visitor visitor) {
    assertThat(complaints(visitor, "<form action='http://localhost:1/x'></form>", Viewport.PLAIN))
        .isEmpty();
    OpenPage look = look(visitor, "<a id=out href='http://localhost:1/x'>out</a>", Viewport.PLAIN);
    look.page().locator("#out").click();
    assertThat(look.complaints()).anyMatch(one -> one.startsWith("asked elsewhere"));
    look.forgive("");
  }

  @Test
  void exceptionNobodyCaught_isTold(Visitor visitor) {
    assertThat(complaints(visitor, "<script src='/script.js'></script>", Viewport.PLAIN))
        .anyMatch(one -> one.startsWith("not caught") && one.contains("no is not defined"));
  }

  @Test
  void hostileContentThatRan_isTold(Visitor visitor) {
    OpenPage look = look(visitor, "", Viewport.PLAIN);
    look.page().evaluate("window.hostile = 'planted'");
    assertThat(look.complaints()).containsExactly("hostile content ran: planted");
    look.page().evaluate("delete window.hostile");
    look.forgive("");
  }

  @Test
  void pictureWithoutWords_isTold(Visitor visitor) throws Exception {
    OpenPage look =
        look(visitor, "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", Viewport.PLAIN);
    assertThat(AxeAudit.violations(look.page())).singleElement().asString().startsWith("image-alt");
  }

  @Test
  void pageWiderThanItsWindow_isTold_withWhatSticksOut(Visitor visitor) {
    OpenPage look = look(visitor, "<p class=wide>wide</p>", Viewport.PLAIN.narrow());
    assertThat(PageChecks.widerThanItsWindow(look.page()))
        .singleElement()
        .asString()
        .startsWith("p.wide reaches to");
  }

  @Test
  void focusThatNothingMarks_isTold(Visitor visitor) {
    OpenPage look = look(visitor, "<button class=mute>Mute</button>", Viewport.PLAIN);
    assertThat(PageChecks.focusNobodySees(look.page()))
        .containsExactly("button mute: nothing marks it");
  }

  @Test
  void weight_countsWhatCame(Visitor visitor) {
    OpenPage look = look(visitor, "<p>" + "x".repeat(300_000) + "</p>", Viewport.PLAIN);
    assertThat(look.weight().bytes()).isBetween(300_000L, 305_000L);
  }
}

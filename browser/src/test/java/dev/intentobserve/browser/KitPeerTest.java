package dev.intentobserve.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.intentobserve.browser.House.Visitor;
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
@ExtendWith(House.class)
final class KitPeerTest {
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

  private Look look(Visitor visitor, String planted, Eyes eyes) {
    this.planted = planted;
    Look look = visitor.at(eyes, "http://127.0.0.1:" + server.getAddress().getPort());
    look.open("/");
    return look;
  }

  private List<String> complaints(Visitor visitor, String planted, Eyes eyes) {
    Look look = look(visitor, planted, eyes);
    List<String> complaints = look.complaints();
    look.forgive("");
    return complaints;
  }

  @Test
  void soundPage_passesEveryCheck(Visitor visitor) throws Exception {
    Look look = look(visitor, "", Eyes.PLAIN.narrow());
    assertThat(look.complaints()).isEmpty();
    assertThat(Axe.violations(look.page())).isEmpty();
    assertThat(Checks.widerThanItsWindow(look.page())).isEmpty();
    assertThat(Checks.focusNobodySees(look.page())).isEmpty();
    assertThat(look.weight().bytes()).isBetween(300L, 3_000L);
  }

  @Test
  void whatThePolicyForbids_isTold_withScriptsAndWithout(Visitor visitor) {
    String inline = "<p style=\"color: red\">red</p>";
    assertThat(complaints(visitor, inline, Eyes.PLAIN))
        .singleElement()
        .asString()
        .contains("Content Security Policy");
    assertThat(complaints(visitor, inline, Eyes.PLAIN.withoutScript()))
        .singleElement()
        .asString()
        .contains("Content Security Policy");
  }

  @Test
  void questionToAnotherHost_isTold(Visitor visitor) {
    assertThat(complaints(visitor, "<form action='http://localhost:1/x'></form>", Eyes.PLAIN))
        .isEmpty();
    Look look = look(visitor, "<a id=out href='http://localhost:1/x'>out</a>", Eyes.PLAIN);
    look.page().locator("#out").click();
    assertThat(look.complaints()).anyMatch(one -> one.startsWith("asked elsewhere"));
    look.forgive("");
  }

  @Test
  void exceptionNobodyCaught_isTold(Visitor visitor) {
    assertThat(complaints(visitor, "<script src='/script.js'></script>", Eyes.PLAIN))
        .anyMatch(one -> one.startsWith("not caught") && one.contains("no is not defined"));
  }

  @Test
  void hostileContentThatRan_isTold(Visitor visitor) {
    Look look = look(visitor, "", Eyes.PLAIN);
    look.page().evaluate("window.hostile = 'planted'");
    assertThat(look.complaints()).containsExactly("hostile content ran: planted");
    look.page().evaluate("delete window.hostile");
    look.forgive("");
  }

  @Test
  void pictureWithoutWords_isTold(Visitor visitor) throws Exception {
    Look look = look(visitor, "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", Eyes.PLAIN);
    assertThat(Axe.violations(look.page())).singleElement().asString().startsWith("image-alt");
  }

  @Test
  void pageWiderThanItsWindow_isTold_withWhatSticksOut(Visitor visitor) {
    Look look = look(visitor, "<p class=wide>wide</p>", Eyes.PLAIN.narrow());
    assertThat(Checks.widerThanItsWindow(look.page()))
        .singleElement()
        .asString()
        .startsWith("p.wide reaches to");
  }

  @Test
  void focusThatNothingMarks_isTold(Visitor visitor) {
    Look look = look(visitor, "<button class=mute>Mute</button>", Eyes.PLAIN);
    assertThat(Checks.focusNobodySees(look.page()))
        .containsExactly("button mute: nothing marks it");
  }

  @Test
  void weight_countsWhatCame(Visitor visitor) {
    Look look = look(visitor, "<p>" + "x".repeat(300_000) + "</p>", Eyes.PLAIN);
    assertThat(look.weight().bytes()).isBetween(300_000L, 305_000L);
  }
}

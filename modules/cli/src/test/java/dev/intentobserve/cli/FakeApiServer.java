package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An HTTP server that gives prepared answers and remembers the requests. */
public final class FakeApiServer implements AfterEachCallback, AutoCloseable {
  /** One request: {@code POST /api/v1/events application/x-ndjson} and its body. */
  public record Asked(String what, String body) {}

  private record Told(int status, Map<String, String> headers, byte[] body) {}

  private final HttpServer server;
  private final Map<String, Deque<Told>> answers = new HashMap<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());

  private final List<String> resumed = Collections.synchronizedList(new ArrayList<>());

  public FakeApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next answer to {@code what}, such as {@code GET /version}; the last one is repeated. */
  public FakeApiServer tell(String what, int status, String body, String... headers) {
    return tell(what, status, body.getBytes(UTF_8), headers);
  }

  public synchronized FakeApiServer tell(String what, int status, byte[] body, String... headers) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      named.put(headers[i], headers[i + 1]);
    }
    answers.computeIfAbsent(what, key -> new ArrayDeque<>()).add(new Told(status, named, body));
    return this;
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The Last-Event-ID of each request. */
  public List<String> resumed() {
    return List.copyOf(resumed);
  }

  List<String> keys() {
    return List.copyOf(keys);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(new Asked(type == null ? what : what + " " + type, body));
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    resumed.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
    Told told = next(what);
    told.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.getResponseHeaders().set("X-Correlation-ID", "c-1");
    exchange.sendResponseHeaders(told.status(), told.body().length == 0 ? -1 : told.body().length);
    exchange.getResponseBody().write(told.body());
    exchange.close();
  }

  private synchronized Told next(String what) {
    Deque<Told> told = answers.get(what);
    if (told == null) {
      String body = "{\"code\":\"not_told\",\"message\":\"" + what.replace('"', ' ') + "\"}";
      return new Told(404, Map.of(), body.getBytes(UTF_8));
    }
    return told.size() > 1 ? told.removeFirst() : told.getFirst();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

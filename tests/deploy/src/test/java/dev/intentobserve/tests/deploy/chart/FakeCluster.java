package dev.intentobserve.tests.deploy.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cluster that knows secrets and nothing else: as much of one as rendering asks for. */
final class FakeCluster {
  private static final Gson GSON = new Gson();
  private static final Map<String, Map<String, String>> SECRETS = new ConcurrentHashMap<>();

  private FakeCluster() {}

  /** Starts it and writes down where it is, for Helm to find. */
  static void start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", FakeCluster::answer);
      server.start();
      Files.writeString(
          Path.of(System.getenv("KUBECONFIG")), kubeconfig(server.getAddress().getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on it has this secret, by the base64 of its entries. */
  static void has(String namespace, String name, Map<String, String> data) {
    SECRETS.put("/api/v1/namespaces/" + namespace + "/secrets/" + name, data);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> secret = SECRETS.get(path);
    boolean listed = path.equals("/api/v1");
    Object body = listed ? resources() : secret == null ? missing() : secret(path, secret);
    byte[] bytes = GSON.toJson(body).getBytes(UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(listed || secret != null ? 200 : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Object resources() {
    return Map.of(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        "v1",
        "resources",
        List.of(
            Map.of(
                "name", "secrets",
                "singularName", "secret",
                "namespaced", true,
                "kind", "Secret",
                "verbs", List.of("get"))));
  }

  private static Object missing() {
    return Map.of(
        "kind",
        "Status",
        "apiVersion",
        "v1",
        "status",
        "Failure",
        "reason",
        "NotFound",
        "code",
        404);
  }

  private static Object secret(String path, Map<String, String> data) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Map.of(
        "kind", "Secret", "apiVersion", "v1", "metadata", Map.of("name", name), "data", data);
  }

  private static String kubeconfig(int port) {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    contexts: [{name: test, context: {cluster: test, user: test}}]
    clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: test, user: {}}]
    """
        .formatted(port);
  }
}

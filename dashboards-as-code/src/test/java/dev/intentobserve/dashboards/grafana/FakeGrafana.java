package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a Grafana that a push talks to, behaving as its documentation says: versions with
 * messages, 412 when a version was overtaken, provenance of what came through the API.
 */
final class FakeGrafana implements AutoCloseable {
  static final String TOKEN = "glsa_a-token-nobody-may-see";

  /** A dashboard with its history, newest last. */
  private record Saved(String folder, List<ObjectNode> versions) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, String> folders = new LinkedHashMap<>();
  private final Map<String, Saved> dashboards = new LinkedHashMap<>();
  final FakeAlertingApi alerting = new FakeAlertingApi();
  private final Deque<Integer> failures = new ArrayDeque<>();

  final List<String> requests = new ArrayList<>();
  final ArrayNode sources = MAPPER.createArrayNode();
  boolean versionsAsArray;
  Runnable beforeSave = () -> {};

  FakeGrafana() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    source("grafanacloud-prom", "prometheus", true);
    source("loki", "loki", false);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next answers are these, before any is a real one. */
  void failWith(Integer... statuses) {
    failures.addAll(List.of(statuses));
  }

  void source(String uid, String type, boolean isDefault) {
    sources.addObject().put("uid", uid).put("type", type).put("isDefault", isDefault);
  }

  /** As somebody does in the browser. */
  void editByHand(String uid, String title, String message) {
    ObjectNode newest = newest(uid).deepCopy();
    newest.put("title", title);
    save(uid, dashboards.get(uid).folder(), newest, message);
  }

  void moveByHand(String uid, String folder) {
    dashboards.put(uid, new Saved(folder, dashboards.get(uid).versions()));
  }

  void saveByHand(String uid, String folder) {
    save(uid, folder, MAPPER.createObjectNode().put("uid", uid).put("title", "Mine"), "");
  }

  JsonNode dashboard(String uid) {
    return dashboards.containsKey(uid) ? newest(uid) : MissingNode.getInstance();
  }

  String folderOf(String uid) {
    return dashboards.get(uid).folder();
  }

  boolean hasFolder(String uid) {
    return folders.containsKey(uid);
  }

  boolean empty() {
    return folders.isEmpty() && dashboards.isEmpty() && alerting.empty();
  }

  /** Requests that change something, since the last call. */
  List<String> writes() {
    List<String> writes = requests.stream().filter(request -> !request.startsWith("GET")).toList();
    requests.clear();
    return writes;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String request = exchange.getRequestMethod() + " " + path;
    requests.add(request);
    JsonNode body = MAPPER.readTree(exchange.getRequestBody());
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!failures.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", "7");
      answer(exchange, failures.remove(), said("not now, " + authorization));
    } else if (path.equals("/api/health")) {
      answer(exchange, 200, object("{\"database\":\"ok\",\"version\":\"13.2.0\"}"));
    } else if (!("Bearer " + TOKEN).equals(authorization)) {
      answer(exchange, 401, said("Unauthorized"));
    } else {
      route(exchange, request, query, body);
    }
  }

  private void route(HttpExchange exchange, String request, String query, JsonNode body)
      throws IOException {
    String last = request.substring(request.lastIndexOf('/') + 1);
    if (request.startsWith("GET /api/folders/")) {
      String title = folders.get(last);
      reply(exchange, title == null ? null : MAPPER.createObjectNode().put("title", title));
    } else if (request.equals("POST /api/folders")) {
      folders.put(body.path("uid").asText(), body.path("title").asText());
      answer(exchange, 200, body);
    } else if (request.startsWith("DELETE /api/folders/")) {
      // As the real one: what is in it goes with it.
      dashboards.values().removeIf(saved -> saved.folder().equals(last));
      reply(exchange, folders.remove(last) == null ? null : said("deleted"));
    } else if (request.equals("GET /api/search")) {
      answer(exchange, 200, search(query));
    } else if (request.equals("GET /api/library-elements")) {
      answer(exchange, 200, object("{\"result\":{\"totalCount\":0}}"));
    } else if (request.equals("GET /api/datasources")) {
      answer(exchange, 200, sources);
    } else if (request.contains(" /api/dashboards/")) {
      dashboards(exchange, request, last, body);
    } else {
      reply(exchange, alerting.answer(request, body));
    }
  }

  private void dashboards(HttpExchange exchange, String request, String last, JsonNode body)
      throws IOException {
    if (request.equals("POST /api/dashboards/db")) {
      save(exchange, body);
    } else if (last.equals("versions")) {
      String uid = request.replaceAll(".*/uid/(.*)/versions", "$1");
      answer(exchange, 200, versions(uid));
    } else if (request.startsWith("DELETE")) {
      reply(exchange, dashboards.remove(last) == null ? null : said("deleted"));
    } else if (dashboards.containsKey(last)) {
      ObjectNode found = MAPPER.createObjectNode();
      ObjectNode dashboard = newest(last).deepCopy();
      dashboard.remove("message");
      found.set("dashboard", dashboard);
      found.putObject("meta").put("folderUid", folderOf(last)).put("provisioned", false);
      answer(exchange, 200, found);
    } else {
      reply(exchange, null);
    }
  }

  private void save(HttpExchange exchange, JsonNode body) throws IOException {
    beforeSave.run();
    ObjectNode dashboard = body.path("dashboard").deepCopy();
    String uid = dashboard.path("uid").asText();
    int version = dashboards.containsKey(uid) ? newest(uid).path("version").asInt() : 0;
    if (version != dashboard.path("version").asInt() && !body.path("overwrite").asBoolean()) {
      answer(exchange, 412, said("changed by someone else").put("status", "version-mismatch"));
      return;
    }
    save(uid, body.path("folderUid").asText(), dashboard, body.path("message").asText());
    answer(exchange, 200, object("{\"status\":\"success\"}"));
  }

  private void save(String uid, String folder, ObjectNode dashboard, String message) {
    Saved before = dashboards.get(uid);
    List<ObjectNode> versions = new ArrayList<>(before == null ? List.of() : before.versions());
    dashboard.put("id", 7).put("version", versions.size() + 1).put("message", message);
    versions.add(dashboard);
    dashboards.put(uid, new Saved(folder, versions));
  }

  private ObjectNode newest(String uid) {
    return dashboards.get(uid).versions().getLast();
  }

  private JsonNode versions(String uid) {
    ArrayNode versions = MAPPER.createArrayNode();
    versions.addObject().put("message", newest(uid).path("message").asText());
    ObjectNode wrapped = MAPPER.createObjectNode().put("continueToken", "");
    wrapped.set("versions", versions);
    return versionsAsArray ? versions : wrapped;
  }

  private JsonNode search(String query) {
    ArrayNode found = MAPPER.createArrayNode();
    if (query.contains("type=dash-db")) {
      dashboards.forEach(
          (uid, saved) -> {
            if (query.contains("folderUIDs=" + saved.folder() + "&")) {
              found.addObject().put("uid", uid);
            }
          });
    }
    return found;
  }

  static ObjectNode said(String message) {
    return MAPPER.createObjectNode().put("message", message);
  }

  private static JsonNode object(String json) throws IOException {
    return MAPPER.readTree(json);
  }

  /** Null stands for what is not there. */
  private static void reply(HttpExchange exchange, JsonNode found) throws IOException {
    answer(exchange, found == null ? 404 : 200, found == null ? said("not found") : found);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

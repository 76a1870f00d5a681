package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Grafana's HTTP API: retries temporary failures, explains permanent ones. */
final class GrafanaClient {
  static final int ATTEMPTS = 5;
  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Set<Integer> TEMPORARY = Set.of(429, 500, 502, 503, 504);

  /** Waits; tests replace it. */
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  private final GrafanaSettings settings;
  private final Sleeper sleeper;
  private final Duration timeout;
  // HTTP/1.1: over plain http the client would request an upgrade to HTTP/2, which some proxies
  // refuse.
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  GrafanaClient(GrafanaSettings settings, Sleeper sleeper) {
    this(settings, sleeper, REQUEST);
  }

  GrafanaClient(GrafanaSettings settings, Sleeper sleeper, Duration timeout) {
    this.settings = settings;
    this.sleeper = sleeper;
    this.timeout = timeout;
  }

  GrafanaResponse get(String path) throws GrafanaException {
    return send("GET", path, null);
  }

  /**
   * @param path with a leading slash, relative to Grafana's address
   * @param body as JSON; null for none
   */
  GrafanaResponse send(String method, String path, @Nullable JsonNode body)
      throws GrafanaException {
    HttpRequest request = request(method, path, body);
    for (int attempt = 1; ; attempt++) {
      HttpResponse<String> response = once(request);
      if (attempt == ATTEMPTS || !TEMPORARY.contains(response.statusCode())) {
        return answer(method + " " + path, response);
      }
      sleep(pause(response, attempt));
    }
  }

  PlannedChange.Write change(String method, String path, @Nullable JsonNode body) {
    return () -> {
      send(method, path, body).orThrow();
      return true;
    };
  }

  private HttpRequest request(String method, String path, @Nullable JsonNode body) {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    return HttpRequest.newBuilder(URI.create(settings.url() + path))
        .method(method, content)
        .timeout(timeout)
        .header("Authorization", "Bearer " + settings.token())
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .header("User-Agent", "intent-observe")
        .build();
  }

  private HttpResponse<String> once(HttpRequest request) throws GrafanaException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GrafanaException.failed("interrupted");
    }
  }

  private GrafanaException unreachable(IOException error) {
    String url = settings.url().toString();
    return switch (error) {
      case HttpTimeoutException e ->
          GrafanaException.failed(
              url + " did not answer in time; is it running, is there a proxy in between?");
      case SSLException e ->
          GrafanaException.configuration(
              url
                  + ": no trusted TLS connection ("
                  + e.getMessage()
                  + "); for a certificate of your own:"
                  + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE");
      case UnknownHostException e -> noAnswer(url);
      case ConnectException e -> noAnswer(url);
      default ->
          GrafanaException.failed(url + ": the connection broke (" + error.getMessage() + ")");
    };
  }

  private static GrafanaException noAnswer(String url) {
    return GrafanaException.configuration(
        "no answer at " + url + ": is GRAFANA_URL correct, is Grafana running?");
  }

  private GrafanaResponse answer(String request, HttpResponse<String> response)
      throws GrafanaException {
    int status = response.statusCode();
    if (status / 100 == 3) {
      throw redirected(response);
    }
    if (status == 401) {
      throw GrafanaException.configuration(
          "401, Grafana does not know this token: GRAFANA_TOKEN must be a service account token"
              + " (glsa_...) of this very Grafana, not expired, with the role Editor");
    }
    JsonNode body = json(response.body());
    if (status / 100 == 2 && body.isMissingNode() && !response.body().isBlank()) {
      throw GrafanaException.configuration(
          settings.url()
              + " answers with a page instead of JSON: there is a login page or a proxy in front of"
              + " Grafana");
    }
    return new GrafanaResponse(request, status, body);
  }

  private GrafanaException redirected(HttpResponse<String> response) {
    String location = response.headers().firstValue("Location").orElse("").replaceAll("[?#].*", "");
    return GrafanaException.configuration(
        settings.url()
            + " redirects to "
            + location
            + ": set GRAFANA_URL to the address of Grafana itself; if that is a login page, a proxy"
            + " in front must let the API through");
  }

  private static JsonNode json(String text) {
    try {
      JsonNode body = MAPPER.readTree(text);
      return body == null ? MissingNode.getInstance() : body;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Duration pause(HttpResponse<String> response, int attempt) {
    Duration backoff = Duration.ofSeconds(1L << (attempt - 1));
    String asked = response.headers().firstValue("Retry-After").orElse("");
    Duration pause =
        asked.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(asked)) : backoff;
    return pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT;
  }

  private void sleep(Duration pause) throws GrafanaException {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GrafanaException.failed("interrupted");
    }
  }
}

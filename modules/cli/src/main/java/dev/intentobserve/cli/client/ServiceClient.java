package dev.intentobserve.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import dev.intentobserve.parser.JsonText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The service over HTTP. Each call blocks until the answer or the timeout. */
public final class ServiceClient {
  public static final String JSON = "application/json";
  public static final String LINES = "application/x-ndjson";

  private static final int MAX_EXCERPT = 200;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final URI base;
  private final @Nullable String key;
  private final Duration timeout;
  private final HttpClient client;

  public ServiceClient(URI base, @Nullable String key, Duration timeout) {
    this.base = base;
    this.key = key;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** An answer with any status. */
  public record Answer(int status, HttpHeaders headers, Bytes body) {
    public Optional<String> header(String name) {
      return headers.firstValue(name);
    }

    public String text() {
      return body.text();
    }

    /** The beginning of the body, for messages. */
    public String excerpt() {
      String text = text().strip();
      return text.length() > MAX_EXCERPT ? text.substring(0, MAX_EXCERPT) + "…" : text;
    }

    /** The object in the body. */
    public Json.Fields json() {
      try {
        return JsonText.parseObject(text());
      } catch (IllegalArgumentException e) {
        throw CliException.general(
            "the answer is not JSON: is this the address of Intent Observe? " + e.getMessage());
      }
    }

    public Json.Fields jsonOrEmpty() {
      try {
        return JsonText.parseObject(text());
      } catch (IllegalArgumentException e) {
        return Json.Fields.EMPTY;
      }
    }
  }

  public URI base() {
    return base;
  }

  /** The object at a path; anything but 2xx ends the command. */
  public Json.Fields get(String path, Map<String, String> query) {
    return require(send("GET", path + query(query), null, null, JSON)).json();
  }

  /** JSON lines instead of a document. */
  public Answer getLines(String path, Map<String, String> query) {
    return require(send("GET", path + query(query), null, null, LINES));
  }

  /** The answer, also if it is an error. */
  public Answer ask(
      String method, String path, @Nullable String contentType, byte @Nullable [] body) {
    return send(method, path, contentType, body, JSON);
  }

  /**
   * The answer if its status is 2xx.
   *
   * @throws CliException for an error
   */
  public static Answer require(Answer answer) {
    if (answer.status() / 100 != 2) {
      throw ApiError.of(answer);
    }
    return answer;
  }

  public static String encode(String segment) {
    return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
  }

  public static String query(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /**
   * Opens an endless answer. Nothing has arrived yet when this returns.
   *
   * @param lastEventId where to continue; null to begin with the next event
   */
  public Stream stream(String path, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        request("GET", path, "text/event-stream", HttpRequest.BodyPublishers.noBody());
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    StreamLineQueue lines = new StreamLineQueue();
    return new Stream(
        lines,
        client.sendAsync(
            request.build(),
            info ->
                info.statusCode() == 200
                    ? HttpResponse.BodySubscribers.fromLineSubscriber(
                        lines, over -> new byte[0], UTF_8, null)
                    : HttpResponse.BodySubscribers.ofByteArray()),
        base);
  }

  /** The lines of an endless answer, and the answer itself once it has ended. */
  public record Stream(
      StreamLineQueue lines, CompletableFuture<HttpResponse<byte[]>> answer, URI base)
      implements AutoCloseable {
    public boolean over() {
      return answer.isDone();
    }

    /** Throws if the stream ended with an error; a normal end or silence is none. */
    public void requireOver() {
      if (!over()) {
        return;
      }
      try {
        require(ServiceClient.answer(answer.join()));
      } catch (CompletionException e) {
        throw noAnswer(base);
      }
    }

    @Override
    public void close() {
      lines.close();
      answer.cancel(true);
    }
  }

  private HttpRequest.Builder request(
      String method, String path, String accept, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Accept", accept);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request.method(method, body);
  }

  private Answer send(
      String method, String path, @Nullable String type, byte @Nullable [] body, String accept) {
    HttpRequest.Builder request =
        request(
                method,
                path,
                accept,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body))
            .timeout(timeout);
    if (type != null) {
      request.header("Content-Type", type);
    }
    return answer(request.build());
  }

  private Answer answer(HttpRequest request) {
    try {
      return answer(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (HttpTimeoutException e) {
      throw new ServiceUnreachableException(
          "no answer from " + base + " within " + DurationText.format(timeout));
    } catch (ConnectException e) {
      throw noAnswer(base);
    } catch (IOException e) {
      throw new ServiceUnreachableException(
          "the connection to " + base + " broke: " + IoErrorText.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnreachableException("interrupted");
    }
  }

  private static ServiceUnreachableException noAnswer(URI base) {
    return new ServiceUnreachableException(
        "no service at " + base + ": is it running? Try: make run");
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    return new Answer(response.statusCode(), response.headers(), Bytes.of(response.body()));
  }
}

package dev.intentobserve.app.access;

import static dev.intentobserve.app.access.AccessPolicy.Requirement.ADMIN;
import static dev.intentobserve.app.access.AccessPolicy.Requirement.ANY_KEY;
import static dev.intentobserve.app.access.AccessPolicy.Requirement.INGEST;
import static dev.intentobserve.app.access.AccessPolicy.Requirement.METRICS;
import static dev.intentobserve.app.access.AccessPolicy.Requirement.OPEN;
import static dev.intentobserve.app.access.AccessPolicy.Requirement.READ;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which role a request needs: the only place that decides it; pure. A path that no line lists is
 * answered 404. Paths are compared as the router compares them: the normalised path, whole
 * segments, case-sensitive.
 *
 * @param lines the first that matches decides
 */
public record AccessPolicy(List<Line> lines) {
  public static final String EVENTS = "/api/v1/events";
  public static final String EVENT_STREAM = "/api/v1/events/stream";
  public static final String EVENT_BUS = "/eventbus";

  /** What a request needs. */
  public enum Requirement {
    /** Nothing: the answer holds nothing about events. */
    OPEN,
    /** A key with any role but metrics; each message is then checked by itself. */
    ANY_KEY,
    INGEST,
    READ,
    /** A key that may read; the answer depends on the key. */
    METRICS,
    ADMIN;

    /** The role metrics meets METRICS and OPEN only. */
    boolean isMetBy(AuthKey.Role role) {
      return switch (this) {
        case OPEN -> true;
        case ANY_KEY -> role != AuthKey.Role.METRICS;
        case METRICS -> role != AuthKey.Role.INGEST;
        case INGEST, READ, ADMIN -> role == AuthKey.Role.ADMIN || name().equals(role.name());
      };
    }
  }

  /** The result for one request. */
  sealed interface Decision {}

  /** A line allows it with this requirement. */
  record Listed(Requirement need) implements Decision {}

  /** The path is listed, but not with this method. */
  record OtherMethods(Set<String> allowed) implements Decision {}

  /** No line lists this path. */
  record Unlisted() implements Decision {}

  /**
   * One line.
   *
   * @param methods empty for all
   * @param template in the router's notation: {@code :name} stands for one segment, a {@code *} at
   *     the end for any number
   */
  public record Line(
      Set<HttpMethod> methods, String template, List<String> segments, Requirement need) {
    public Line(Set<HttpMethod> methods, String template, Requirement need) {
      this(methods, template, split(template), need);
    }

    boolean allows(HttpMethod method) {
      return methods.isEmpty() || methods.contains(method);
    }

    boolean fits(List<String> path) {
      boolean open = segments.getLast().equals("*");
      int named = open ? segments.size() - 1 : segments.size();
      return (open ? path.size() >= named : path.size() == named) && segmentsFit(path, named);
    }

    private boolean segmentsFit(List<String> path, int named) {
      for (int i = 0; i < named; i++) {
        if (!segments.get(i).startsWith(":") && !segments.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  public static final AccessPolicy TABLE =
      new AccessPolicy(
          List.of(
              post(EVENTS, INGEST),
              get("/health/live", OPEN),
              get("/health/ready", OPEN),
              get("/version", OPEN),
              get("/openapi.yaml", OPEN),
              get("/assets/*", OPEN),
              get("/login", OPEN),
              post("/login", OPEN),
              any("/logout", OPEN),
              any(EVENT_BUS + "/*", ANY_KEY),
              any("/admin/*", ADMIN),
              get("/metrics", METRICS),
              // The API: reading.
              get(EVENTS, READ),
              get(EVENT_STREAM, READ),
              get("/api/v1/events/*", READ),
              get("/api/v1/traces", READ),
              get("/api/v1/traces/*", READ),
              get("/api/v1/entities", READ),
              get("/api/v1/entities/*", READ),
              get("/api/v1/sources", READ),
              get("/api/v1/dead-letters", READ),
              get("/api/v1/dead-letters/:id", READ),
              get("/api/v1/metrics", READ),
              get("/api/v1/metrics/:name/events", READ),
              get("/api/v1/slos", READ),
              get("/api/v1/slos/:name/events", READ),
              get("/api/v1/slos/:name", READ),
              get("/api/v1/alerts", READ),
              get("/api/v1/alerts/stream", READ),
              get("/api/v1/alerts/silences", READ),
              get("/api/v1/alerts/deliveries", READ),
              get("/api/v1/alerts/:id", READ),
              get("/zipkin/config.json", READ),
              get("/zipkin/health", READ),
              get("/zipkin/api/v2/services", READ),
              get("/zipkin/api/v2/remoteServices", READ),
              get("/zipkin/api/v2/dependencies", READ),
              get("/zipkin/api/v2/autocompleteKeys", READ),
              get("/zipkin/api/v2/autocompleteValues", READ),
              get("/zipkin/api/v2/spans", READ),
              get("/zipkin/api/v2/traces", READ),
              get("/zipkin/api/v2/traceMany", READ),
              get("/zipkin/api/v2/trace/*", READ),
              // The API: changes.
              post("/api/v1/dead-letters/:id/retry", ADMIN),
              delete("/api/v1/dead-letters/:id", ADMIN),
              post("/api/v1/alerts/test", ADMIN),
              post("/api/v1/alerts/silences", ADMIN),
              delete("/api/v1/alerts/silences/:id", ADMIN),
              // Pages.
              get("/", READ),
              get("/traces", READ),
              get("/traces/*", READ),
              get("/events", READ),
              get("/events/*", READ),
              get("/entities/*", READ),
              get("/metric/*", READ),
              get("/slos", READ),
              get("/slos/:name/events", READ),
              get("/slos/*", READ),
              get("/alerts", READ),
              get("/alerts/deliveries", READ),
              get("/alerts/:id", READ),
              get("/dead-letters", READ),
              get("/dead-letters/:id", READ),
              get("/search", READ),
              // Forms.
              post("/alerts/test", ADMIN),
              post("/alerts/silences/:id/end", ADMIN),
              post("/alerts/:id/silence", ADMIN),
              post("/dead-letters/:id/retry", ADMIN),
              post("/dead-letters/:id/discard", ADMIN)));

  public AccessPolicy {
    lines = List.copyOf(lines);
  }

  public static Line get(String template, Requirement need) {
    return new Line(Set.of(HttpMethod.GET, HttpMethod.HEAD), template, need);
  }

  static Line post(String template, Requirement need) {
    return new Line(Set.of(HttpMethod.POST), template, need);
  }

  static Line delete(String template, Requirement need) {
    return new Line(Set.of(HttpMethod.DELETE), template, need);
  }

  private static Line any(String template, Requirement need) {
    return new Line(Set.of(), template, need);
  }

  /** The same with further lines, which decide first. */
  public AccessPolicy with(List<Line> further) {
    return new AccessPolicy(Stream.concat(further.stream(), lines.stream()).toList());
  }

  /**
   * Decides about a request.
   *
   * @param path normalised as by the router
   */
  Decision decide(HttpMethod method, String path) {
    List<String> segments = split(path);
    List<Line> fitting = lines.stream().filter(line -> line.fits(segments)).toList();
    return fitting.stream()
        .filter(line -> line.allows(method))
        .findFirst()
        .<Decision>map(line -> new Listed(line.need()))
        .orElseGet(() -> fitting.isEmpty() ? new Unlisted() : otherMethods(fitting));
  }

  /** Whether a role may make this request. */
  public boolean allows(AuthKey.Role role, HttpMethod method, String path) {
    return decide(method, path) instanceof Listed listed && listed.need().isMetBy(role);
  }

  private static OtherMethods otherMethods(List<Line> lines) {
    return new OtherMethods(
        lines.stream()
            .flatMap(line -> line.methods().stream())
            .map(HttpMethod::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** As for the router, a slash at the end makes no difference. */
  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>(Arrays.asList(path.substring(1).split("/", -1)));
    if (segments.size() > 1 && segments.getLast().isEmpty()) {
      segments.removeLast();
    }
    return segments;
  }
}

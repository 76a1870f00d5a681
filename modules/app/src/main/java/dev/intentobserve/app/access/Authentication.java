package dev.intentobserve.app.access;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.web.ApiKeyCookie;
import dev.intentobserve.ports.web.CrossSiteRequests;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a bearer key, or the cookie in which a browser keeps one, into the scope of the request and
 * checks it against {@link AccessPolicy}, by the same path that the router matches. Without
 * configured keys every request has the default scope.
 */
public final class Authentication implements Handler<RoutingContext> {
  /** Under which a request carries the {@link AuthKey.Role} of its key. */
  public static final String ROLE = "intent-observe.role";

  /** Under which a request carries whether it may read the metrics of all tenants together. */
  public static final String INSTALLATION = "intent-observe.installation";

  private static final String SCHEME = "bearer ";
  private static final Set<HttpMethod> SAFE_METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** Longer values cannot be keys; computing their digest would waste time. */
  private static final int MAX_KEY_LENGTH = 512;

  private final List<AuthKey> keys;
  private final AccessPolicy access;
  private final WrongKeyLimiter wrongKeys;
  private final Meters meters;

  public Authentication(
      List<AuthKey> keys, AccessPolicy access, WrongKeyLimiter wrongKeys, Meters meters) {
    this.keys = List.copyOf(keys);
    this.access = access;
    this.wrongKeys = wrongKeys;
    this.meters = meters;
  }

  /** Measures authentication only, not the request behind it. */
  @Override
  public void handle(RoutingContext ctx) {
    AccessPolicy.Decision decision = access.decide(ctx.request().method(), ctx.normalizedPath());
    if (!keys.isEmpty()
        && decision.equals(new AccessPolicy.Listed(AccessPolicy.Requirement.OPEN))) {
      ctx.next();
      return;
    }
    long start = System.nanoTime();
    @Nullable Fault fault = resolve(ctx, decision);
    meters.time(TelemetryNames.METRIC_AUTHORIZATION, Duration.ofNanos(System.nanoTime() - start));
    if (fault == null) {
      proceed(ctx, decision);
    } else {
      ctx.fail(fault);
    }
  }

  /** Only after authentication, so that unknown callers cannot find out which paths exist. */
  private static void proceed(RoutingContext ctx, AccessPolicy.Decision decision) {
    switch (decision) {
      case AccessPolicy.Listed listed -> ctx.next();
      case AccessPolicy.Unlisted nowhere -> ctx.fail(404);
      case AccessPolicy.OtherMethods others -> {
        ctx.response().putHeader(HttpHeaders.ALLOW, String.join(", ", others.allowed()));
        ctx.fail(405);
      }
    }
  }

  /** Puts scope and role on the request, or returns why the request is refused. */
  private @Nullable Fault resolve(RoutingContext ctx, AccessPolicy.Decision decision) {
    if (keys.isEmpty()) {
      ctx.put(RoutingContextKeys.SCOPE, Scope.DEFAULT);
      ctx.put(ROLE, AuthKey.Role.ADMIN);
      ctx.put(INSTALLATION, true);
      return null;
    }
    return authenticate(ctx, decision);
  }

  private @Nullable Fault authenticate(RoutingContext ctx, AccessPolicy.Decision decision) {
    String header = ApiKeyCookie.authorization(ctx.request()).orElse(null);
    if (header != null && isForeignFormPost(ctx.request())) {
      return Fault.denied("foreign_origin", "Only this server's own pages may send this.");
    }
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      count("missing");
      ctx.response().putHeader("WWW-Authenticate", "Bearer");
      return Fault.denied("token_missing", "Send a key: Authorization: Bearer KEY.");
    }
    Optional<AuthKey> key = find(header.substring(SCHEME.length()).strip());
    return key.isEmpty() ? unknown(ctx) : authorise(ctx, key.get(), decision);
  }

  /** Only wrong keys count, so a right key passes whatever others at its address have sent. */
  private Fault unknown(RoutingContext ctx) {
    String address = ctx.request().remoteAddress().hostAddress();
    if (!wrongKeys.tryFail(address == null ? "unknown" : address)) {
      count("limited");
      return Fault.busy(
          "too_many_attempts",
          "Too many wrong keys came from this address; check yours, and wait.");
    }
    count("invalid");
    ctx.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return Fault.denied("token_invalid", "This key is not known.");
  }

  private void count(String reason) {
    meters.count(
        TelemetryNames.METRIC_AUTHENTICATION_FAILURES, 1, TelemetryNames.LABEL_REASON, reason);
  }

  /** Browsers send cookies by themselves, so a change must come from our own pages. */
  private static boolean isForeignFormPost(HttpServerRequest request) {
    if (SAFE_METHODS.contains(request.method())
        || request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      return false;
    }
    return request.getHeader(HttpHeaders.ORIGIN) == null || CrossSiteRequests.sent(request);
  }

  /** A path that is not listed needs no role: it is answered 404. */
  private static @Nullable Fault authorise(
      RoutingContext ctx, AuthKey key, AccessPolicy.Decision decision) {
    if (decision instanceof AccessPolicy.Listed(AccessPolicy.Requirement need)
        && !need.isMetBy(key.role())) {
      String code =
          need == AccessPolicy.Requirement.ADMIN ? "admin_required" : "insufficient_permissions";
      String role = need.name().toLowerCase(Locale.ROOT);
      return Fault.denied(code, "This needs a key with the role " + role + ".");
    }
    ctx.put(RoutingContextKeys.SCOPE, key.scope());
    ctx.put(RoutingContextKeys.ACTOR, key.name());
    ctx.put(ROLE, key.role());
    ctx.put(RoutingContextKeys.READ_ONLY, key.role() == AuthKey.Role.READ);
    ctx.put(INSTALLATION, key.role() == AuthKey.Role.METRICS);
    return null;
  }

  /** Compares with every key in constant time, so that timing reveals nothing about any of them. */
  private Optional<AuthKey> find(String presented) {
    if (presented.length() > MAX_KEY_LENGTH) {
      return Optional.empty();
    }
    byte[] digest = Digests.digest("SHA-256", presented.getBytes(StandardCharsets.UTF_8));
    @Nullable AuthKey found = null;
    for (AuthKey key : keys) {
      if (MessageDigest.isEqual(key.sha256().array(), digest)) {
        found = key;
      }
    }
    return Optional.ofNullable(found);
  }
}

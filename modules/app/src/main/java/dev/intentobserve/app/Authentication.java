package dev.intentobserve.app;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.KeyCookie;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.WebKeys;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a bearer key, or the cookie a browser keeps one in, into the scope of the request. Without
 * configured keys, everybody is one.
 */
final class Authentication implements Handler<RoutingContext> {
  /** Where the caller's {@link AuthKey.Role} lies on a request. */
  static final String ROLE = "intent-observe.role";

  private static final String SCHEME = "bearer ";

  private final List<AuthKey> keys;
  private final Meters meters;

  Authentication(List<AuthKey> keys, Meters meters) {
    this.keys = List.copyOf(keys);
    this.meters = meters;
  }

  /** Times what it takes to know who asks, not what is then done for them. */
  @Override
  public void handle(RoutingContext ctx) {
    if (!keys.isEmpty() && Roles.isOpen(ctx.request().path())) {
      ctx.next();
      return;
    }
    long start = System.nanoTime();
    @Nullable Fault fault = resolve(ctx);
    meters.time(Names.METRIC_AUTHORIZATION, Duration.ofNanos(System.nanoTime() - start));
    if (fault == null) {
      ctx.next();
    } else {
      ctx.fail(fault);
    }
  }

  /** Puts scope and role on the request; why not, where it does not. */
  private @Nullable Fault resolve(RoutingContext ctx) {
    if (keys.isEmpty()) {
      ctx.put(WebKeys.SCOPE, Scope.DEFAULT);
      ctx.put(ROLE, AuthKey.Role.ADMIN);
      return null;
    }
    return authenticate(ctx);
  }

  private @Nullable Fault authenticate(RoutingContext ctx) {
    String header = KeyCookie.authorization(ctx.request()).orElse(null);
    if (header != null && isStrangersForm(ctx.request())) {
      return Fault.denied("foreign_origin", "Only this server's own pages may send this.");
    }
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      ctx.response().putHeader("WWW-Authenticate", "Bearer");
      return Fault.denied("token_missing", "Send a key: Authorization: Bearer KEY.");
    }
    Optional<AuthKey> key = find(header.substring(SCHEME.length()).strip());
    if (key.isEmpty()) {
      ctx.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      return Fault.denied("token_invalid", "This key is not known.");
    }
    return authorise(ctx, key.get());
  }

  /** A browser adds its cookie by itself: what changes something has to come from our own page. */
  private static boolean isStrangersForm(HttpServerRequest request) {
    if (Roles.isLooking(request.method())
        || request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      return false;
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String host = request.getHeader(HttpHeaders.HOST);
    return origin == null || host == null || !origin.replaceFirst("^https?://", "").equals(host);
  }

  private static @Nullable Fault authorise(RoutingContext ctx, AuthKey key) {
    AuthKey.Role needed = Roles.needed(ctx.request().method(), ctx.request().path());
    if (!Roles.allows(key.role(), ctx.request().method(), ctx.request().path())) {
      String code = needed == AuthKey.Role.ADMIN ? "admin_required" : "insufficient_permissions";
      String role = needed.name().toLowerCase(Locale.ROOT);
      return Fault.denied(code, "This needs a key with the role " + role + ".");
    }
    ctx.put(WebKeys.SCOPE, key.scope());
    ctx.put(WebKeys.ACTOR, key.name());
    ctx.put(ROLE, key.role());
    ctx.put(WebKeys.LOOKS_ONLY, key.role() == AuthKey.Role.READ);
    return null;
  }

  /** Compares with every key in constant time, so that timing tells nothing about any of them. */
  private Optional<AuthKey> find(String presented) {
    byte[] digest = sha256(presented);
    @Nullable AuthKey found = null;
    for (AuthKey key : keys) {
      if (MessageDigest.isEqual(key.sha256().array(), digest)) {
        found = key;
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

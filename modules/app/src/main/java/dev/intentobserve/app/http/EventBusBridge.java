package dev.intentobserve.app.http;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.app.access.AccessPolicy;
import dev.intentobserve.app.access.AuthKey;
import dev.intentobserve.app.access.Authentication;
import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.EventBusApi;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.LiveListeners;
import dev.intentobserve.ports.web.CrossSiteRequests;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The event bus for browsers and other clients: SockJS over WebSocket at {@code /eventbus}, with
 * the authentication of every other path. A socket sends and receives for the scope of its key
 * only, whatever its messages claim.
 */
public final class EventBusBridge {
  /** The only addresses a client may subscribe to; their messages are filtered by scope. */
  private static final Set<String> PUBLISHED = Set.of(EventBusApi.LIVE, EventBusApi.ALERTS);

  private static final String HEADERS = "headers";
  private static final List<String> CORS =
      List.of("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final Vertx vertx;
  private final ActiveRequests activeRequests;
  private final AccessPolicy access;

  /** Sockets that subscribed to events, until they close. */
  private final Set<SockJSSocket> listening = ConcurrentHashMap.newKeySet();

  private EventBusBridge(Vertx vertx, ActiveRequests activeRequests, AccessPolicy access) {
    this.vertx = vertx;
    this.activeRequests = activeRequests;
    this.access = access;
  }

  static void mount(
      Router router, Vertx vertx, ActiveRequests activeRequests, AccessPolicy access) {
    SockJSHandlerOptions transports =
        new SockJSHandlerOptions()
            .addDisabledTransport("XHR")
            .addDisabledTransport("EVENT_SOURCE")
            .addDisabledTransport("HTML_FILE")
            .addDisabledTransport("JSON_P");
    SockJSBridgeOptions bridge =
        new SockJSBridgeOptions()
            .setMaxHandlersPerSocket(16)
            .addInboundPermitted(new PermittedOptions().setAddress(EventBusApi.INGEST));
    PUBLISHED.forEach(
        address -> bridge.addOutboundPermitted(new PermittedOptions().setAddress(address)));
    router.route(AccessPolicy.EVENT_BUS + "/*").handler(EventBusBridge::rejectForeignSockets);
    router
        .route(AccessPolicy.EVENT_BUS + "/*")
        .subRouter(
            SockJSHandler.create(vertx, transports)
                .bridge(bridge, new EventBusBridge(vertx, activeRequests, access)::decide));
  }

  /**
   * A browser opens a socket from any page and sends its cookie with it. SockJS would add CORS
   * headers that allow other sites; our own pages need none.
   */
  private static void rejectForeignSockets(RoutingContext ctx) {
    if (CrossSiteRequests.sent(ctx.request())) {
      ctx.fail(Fault.denied("foreign_origin", "Only this server's own pages may open a socket."));
      return;
    }
    ctx.addHeadersEndHandler(head -> CORS.forEach(ctx.response().headers()::remove));
    ctx.next();
  }

  private void decide(BridgeEvent event) {
    boolean allowed = allows(event);
    switch (event.type()) {
      case SOCKET_CREATED -> activeRequests.opened(event.socket());
      case SOCKET_CLOSED -> closed(event.socket());
      case REGISTER -> registered(event, allowed);
      default -> {}
    }
    event.complete(allowed);
  }

  private void registered(BridgeEvent event, boolean allowed) {
    if (allowed
        && EventBusApi.LIVE.equals(event.getRawMessage().getString("address"))
        && listening.add(event.socket())) {
      LiveListeners.add(vertx);
    }
  }

  private void closed(SockJSSocket socket) {
    activeRequests.closed(socket);
    if (listening.remove(socket)) {
      LiveListeners.remove(vertx);
    }
  }

  private boolean allows(BridgeEvent event) {
    RoutingContext ctx = event.socket().routingContext();
    Scope scope = requireNonNull(ctx.get(RoutingContextKeys.SCOPE));
    AuthKey.Role role = requireNonNull(ctx.get(Authentication.ROLE));
    return switch (event.type()) {
      case SEND ->
          access.allows(role, HttpMethod.POST, AccessPolicy.EVENTS)
              && fits(event)
              && hasTextHeaders(event.getRawMessage())
              && speaks(event, scope);
      case PUBLISH -> false;
      case REGISTER -> access.allows(role, HttpMethod.GET, AccessPolicy.EVENT_STREAM);
      case RECEIVE -> isFor(event.getRawMessage(), scope);
      default -> true;
    };
  }

  private static boolean fits(BridgeEvent event) {
    return event.getRawMessage().toBuffer().length() <= MAX_MESSAGE_BYTES;
  }

  /** Headers are optional; the bus carries only strings in them. */
  private static boolean hasTextHeaders(JsonObject message) {
    Object headers = message.getValue(HEADERS);
    return headers == null
        || (headers instanceof JsonObject named
            && named.stream().allMatch(header -> header.getValue() instanceof String));
  }

  /** Tenant and project come from the credential alone; what the message claims is replaced. */
  private static boolean speaks(BridgeEvent event, Scope scope) {
    JsonObject message = event.getRawMessage();
    JsonObject given = message.getJsonObject(HEADERS);
    JsonObject headers = given == null ? new JsonObject() : given.copy();
    headers.getMap().keySet().removeIf(EventBusBridge::isIdentified);
    headers.put(EventBusApi.TENANT, scope.tenant()).put(EventBusApi.PROJECT, scope.project());
    event.setRawMessage(message.put(HEADERS, headers));
    return true;
  }

  private static boolean isIdentified(String header) {
    return header.equalsIgnoreCase(EventBusApi.TENANT)
        || header.equalsIgnoreCase(EventBusApi.PROJECT);
  }

  /**
   * A published message names its tenant, or it does not leave the process. A reply goes to who
   * asked, comes to an address of their own choice and needs no headers.
   */
  private static boolean isFor(JsonObject message, Scope scope) {
    if (!PUBLISHED.contains(message.getString("address"))) {
      return true;
    }
    JsonObject headers = message.getJsonObject(HEADERS, new JsonObject());
    return scope.tenant().equals(headers.getString(EventBusApi.TENANT))
        && scope.project().equals(headers.getString(EventBusApi.PROJECT));
  }
}

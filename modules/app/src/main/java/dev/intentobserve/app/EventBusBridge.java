package dev.intentobserve.app;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.contract.BusKeys;
import dev.intentobserve.contract.WebKeys;
import dev.intentobserve.event.Scope;
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

/**
 * The event bus for browsers and other strangers: SockJS over WebSocket at {@code /eventbus}, with
 * the authentication of every other path. A socket speaks for the scope of the key it came with,
 * whatever its messages say, and hears of no other.
 */
final class EventBusBridge {
  static final String PATH = "/eventbus";

  private static final String HEADERS = "headers";
  private static final int LARGEST_MESSAGE = 1 << 20;

  private EventBusBridge() {}

  static void mount(Router router, Vertx vertx, UnderWay underWay) {
    SockJSHandlerOptions transports =
        new SockJSHandlerOptions()
            .addDisabledTransport("XHR")
            .addDisabledTransport("EVENT_SOURCE")
            .addDisabledTransport("HTML_FILE")
            .addDisabledTransport("JSON_P");
    SockJSBridgeOptions bridge =
        new SockJSBridgeOptions()
            .setMaxHandlersPerSocket(16)
            .addInboundPermitted(new PermittedOptions().setAddress(BusKeys.INGEST))
            .addOutboundPermitted(new PermittedOptions().setAddress(BusKeys.LIVE))
            .addOutboundPermitted(new PermittedOptions().setAddress(BusKeys.ALERTS));
    router
        .route(PATH + "/*")
        .subRouter(
            SockJSHandler.create(vertx, transports)
                .bridge(bridge, event -> judge(event, underWay)));
  }

  private static void judge(BridgeEvent event, UnderWay underWay) {
    switch (event.type()) {
      case SOCKET_CREATED -> underWay.opened(event.socket());
      case SOCKET_CLOSED -> underWay.closed(event.socket());
      default -> {}
    }
    event.complete(allows(event));
  }

  private static boolean allows(BridgeEvent event) {
    RoutingContext ctx = event.socket().routingContext();
    Scope scope = requireNonNull(ctx.get(WebKeys.SCOPE));
    AuthKey.Role role = requireNonNull(ctx.get(Authentication.ROLE));
    return switch (event.type()) {
      case SEND ->
          Roles.allows(role, HttpMethod.POST, "/api/v1/events")
              && fits(event)
              && speaks(event, scope);
      case PUBLISH -> false;
      case REGISTER -> Roles.allows(role, HttpMethod.GET, "/api/v1/events/stream");
      case RECEIVE -> isFor(event.getRawMessage(), scope);
      default -> true;
    };
  }

  private static boolean fits(BridgeEvent event) {
    return event.getRawMessage().toBuffer().length() <= LARGEST_MESSAGE;
  }

  /** The tenant comes from the credential alone: what the socket claims is overwritten. */
  private static boolean speaks(BridgeEvent event, Scope scope) {
    JsonObject message = event.getRawMessage();
    JsonObject headers = message.getJsonObject(HEADERS, new JsonObject()).copy();
    headers.getMap().keySet().removeIf(EventBusBridge::saysWho);
    headers.put(BusKeys.TENANT, scope.tenant()).put(BusKeys.PROJECT, scope.project());
    event.setRawMessage(message.put(HEADERS, headers));
    return true;
  }

  private static boolean saysWho(String header) {
    return header.equalsIgnoreCase(BusKeys.TENANT) || header.equalsIgnoreCase(BusKeys.PROJECT);
  }

  /** A reply goes to who asked and has no headers; what is published says whose it is. */
  private static boolean isFor(JsonObject message, Scope scope) {
    if (!BusKeys.LIVE.equals(message.getString("address"))) {
      return true;
    }
    JsonObject headers = message.getJsonObject(HEADERS, new JsonObject());
    return scope.tenant().equals(headers.getString(BusKeys.TENANT))
        && scope.project().equals(headers.getString(BusKeys.PROJECT));
  }
}

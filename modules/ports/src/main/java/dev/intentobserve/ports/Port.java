package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.function.Function;

/**
 * A typed request/reply port: the only place where its address is written. Requests and replies are
 * immutable values of the same JVM. Where tracing is configured, each side opens a span.
 *
 * @param <Q> the request
 * @param <A> the reply; never null
 */
public record Port<Q, A>(String address, Duration timeout) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** The request of a port that needs none. */
  public record Nothing() {}

  public Port {
    requireNonNull(address, "address");
    requireNonNull(timeout, "timeout");
  }

  public static <Q, A> Port<Q, A> at(String address) {
    return new Port<>("intent-observe." + address, DEFAULT_TIMEOUT);
  }

  /** Fails with a {@link Fault}, BUSY when no answer came within the port's timeout. */
  public Future<A> ask(Vertx vertx, Q question) {
    return ask(vertx, question, timeout);
  }

  /** As {@link #ask(Vertx, Object)} with a deadline of its own. */
  public Future<A> ask(Vertx vertx, Q question, Duration deadline) {
    LocalCodec.register(vertx);
    DeliveryOptions options = options().setSendTimeout(Math.max(1, deadline.toMillis()));
    return vertx
        .eventBus()
        .<A>request(address, question, options)
        .map(Message::body)
        .recover(error -> Future.failedFuture(Fault.from(error)));
  }

  /** Answers every question, also those whose answerer throws. */
  public Future<Void> answer(Vertx vertx, Function<Q, Future<A>> answerer) {
    LocalCodec.register(vertx);
    return vertx
        .eventBus()
        .<Q>localConsumer(
            address,
            message ->
                Future.succeededFuture(message.body())
                    .compose(answerer)
                    .onSuccess(answer -> message.reply(answer, options()))
                    .onFailure(error -> message.reply(Fault.from(error), options())))
        .completion();
  }

  private static DeliveryOptions options() {
    return new DeliveryOptions()
        .setCodecName(LocalCodec.NAME)
        .setLocalOnly(true)
        .setTracingPolicy(TracingPolicy.PROPAGATE);
  }
}

package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/**
 * Delivers batches: waits for as long as the receiver needs, halves what it refuses until the
 * record it will not take stands alone, and counts every record as delivered or refused.
 */
final class Delivery<T extends MessageLite> {
  private static final String PARTIAL = "partial_success";

  /** Without numbers: records of several tenants travel together, and each reads this reason. */
  private static final String SOME = "some of the records sent together, it is not said which: ";

  private final Signal<T> signal;
  private final Sender sender;
  private final Patience patience;
  private final Outage outage;
  private final Meters meters;

  Delivery(Signal<T> signal, Sender sender, Patience patience, Outage outage, Meters meters) {
    this.signal = signal;
    this.sender = sender;
    this.patience = patience;
    this.outage = outage;
    this.meters = meters;
  }

  /** Succeeds when the receiver has taken or refused every record of the batch. */
  Future<Void> deliver(List<Item<T>> batch, Refusals refusals) {
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    return answered(signal.request(batch).toByteArray())
        .compose(reply -> settle(batch, reply, refusals));
  }

  /** The first reply that is not "later". A loop: an outage may last for a week. */
  private Future<Reply> answered(byte[] request) {
    Promise<Reply> answer = Promise.promise();
    attempt(request, 0, answer);
    return answer.future();
  }

  private void attempt(byte[] request, int attempt, Promise<Reply> answer) {
    if (patience.ended()) {
      answer.fail(new Patience.Ended());
      return;
    }
    Future.succeededFuture()
        .compose(start -> sender.send(request))
        .otherwise(Replies::unreachable)
        .onSuccess(reply -> heed(reply, request, attempt, answer));
  }

  private void heed(Reply reply, byte[] request, int attempt, Promise<Reply> answer) {
    if (reply instanceof Reply.Later later) {
      outage.goesOn(later);
      patience
          .pause(attempt, later.after())
          .onSuccess(rested -> attempt(request, attempt + 1, answer))
          .onFailure(answer::fail);
    } else {
      outage.over();
      answer.complete(reply);
    }
  }

  private Future<Void> settle(List<Item<T>> batch, Reply reply, Refusals refusals) {
    return switch (reply) {
      case Reply.Accepted accepted -> accepted(batch, partial(accepted), refusals);
      case Reply.Refused refused ->
          batch.size() > 1
              ? halves(batch, refusals)
              : refuse(batch, refused.problem(), refused.message(), refusals);
      case Reply.Later later -> throw new IllegalStateException("only answers are settled");
    };
  }

  private Signal.PartialSuccess partial(Reply.Accepted accepted) {
    try {
      return signal.answer(accepted.answer());
    } catch (InvalidProtocolBufferException silent) {
      // A 2xx is an acceptance, whatever stands in its body.
      return new Signal.PartialSuccess(0, "");
    }
  }

  /**
   * Which records were rejected nobody says. Spans are sent again in halves until it is known: they
   * are the same spans. Log records would show twice, so there the last of them stands for all.
   */
  private Future<Void> accepted(
      List<Item<T>> batch, Signal.PartialSuccess partial, Refusals refusals) {
    if (partial.rejected() <= 0) {
      count(Names.METRIC_EXPORTED, batch.size());
      return Future.succeededFuture();
    }
    if (partial.rejected() >= batch.size()) {
      return refuse(batch, PARTIAL, partial.message(), refusals);
    }
    if (signal.repeatable()) {
      return halves(batch, refusals);
    }
    return unknown(batch, partial, refusals);
  }

  private Future<Void> unknown(
      List<Item<T>> batch, Signal.PartialSuccess partial, Refusals refusals) {
    count(Names.METRIC_EXPORTED, batch.size() - partial.rejected());
    count(Names.METRIC_EXPORT_REFUSED, partial.rejected(), Names.LABEL_REASON, PARTIAL);
    refusals.add(batch.getLast().seq(), reason(PARTIAL, SOME + partial.message()));
    return Future.succeededFuture();
  }

  private Future<Void> halves(List<Item<T>> batch, Refusals refusals) {
    int middle = batch.size() / 2;
    return deliver(batch.subList(0, middle), refusals)
        .compose(first -> deliver(batch.subList(middle, batch.size()), refusals));
  }

  private Future<Void> refuse(
      List<Item<T>> batch, String problem, String message, Refusals refusals) {
    batch.forEach(item -> refusals.add(item.seq(), reason(problem, message)));
    count(Names.METRIC_EXPORT_REFUSED, batch.size(), Names.LABEL_REASON, problem);
    return Future.succeededFuture();
  }

  private static String reason(String problem, String message) {
    return message.isEmpty() ? problem : problem + ": " + message;
  }

  private void count(String metric, long amount) {
    meters.count(metric, amount, Names.LABEL_DESTINATION, signal.destination());
  }

  private void count(String metric, long amount, String label, String value) {
    meters.count(metric, amount, Names.LABEL_DESTINATION, signal.destination(), label, value);
  }
}

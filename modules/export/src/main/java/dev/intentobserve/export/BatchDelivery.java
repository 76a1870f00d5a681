package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;

/**
 * Delivers batches. Waits as long as the destination is not available, halves a refused batch until
 * the refused record is alone, and counts every record as delivered or refused.
 */
final class BatchDelivery<T extends MessageLite> {
  private static final String PARTIAL = "partial_success";

  /** Without numbers, because tenants share a batch and each of them can read this reason. */
  private static final String SOME =
      "the destination rejected some records of this batch without naming them: ";

  private final OtlpSignal<T> signal;
  private final Sender sender;
  private final RetryTimer retryTimer;
  private final ExportOutage outage;
  private final Meters meters;

  BatchDelivery(
      OtlpSignal<T> signal,
      Sender sender,
      RetryTimer retryTimer,
      ExportOutage outage,
      Meters meters) {
    this.signal = signal;
    this.sender = sender;
    this.retryTimer = retryTimer;
    this.outage = outage;
    this.meters = meters;
  }

  /** Succeeds when the destination has accepted or refused every record of the batch. */
  Future<Void> deliver(List<ExportItem<T>> batch, ExportRefusals refusals) {
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    return sendUntilAnswered(signal.request(batch).toByteArray())
        .compose(reply -> handleAnswer(batch, reply, refusals));
  }

  /** The first final reply. A loop, because an outage may last for days. */
  private Future<OtlpReply> sendUntilAnswered(byte[] request) {
    Promise<OtlpReply> answer = Promise.promise();
    attempt(request, 1, answer);
    return answer.future();
  }

  private void attempt(byte[] request, int attempt, Promise<OtlpReply> answer) {
    if (retryTimer.isStopped()) {
      answer.fail(new RetryTimer.TimerStopped());
      return;
    }
    Futures.attempt(() -> sender.send(request))
        .otherwise(ReplyClassifier::unreachable)
        .onSuccess(reply -> handleReply(reply, request, attempt, answer));
  }

  private void handleReply(
      OtlpReply reply, byte[] request, int attempt, Promise<OtlpReply> answer) {
    if (reply instanceof OtlpReply.RetryLater later) {
      outage.attemptFailed(later);
      retryTimer
          .pause(attempt, later.after())
          .onSuccess(rested -> attempt(request, attempt + 1, answer))
          .onFailure(answer::fail);
    } else {
      outage.recovered();
      answer.complete(reply);
    }
  }

  private Future<Void> handleAnswer(
      List<ExportItem<T>> batch, OtlpReply reply, ExportRefusals refusals) {
    return switch (reply) {
      case OtlpReply.Accepted accepted -> accepted(batch, partial(accepted), refusals);
      case OtlpReply.Refused refused ->
          batch.size() > 1
              ? sendHalves(batch, refusals)
              : refuseAll(batch, refused.problem(), refused.message(), refusals);
      case OtlpReply.RetryLater later -> throw new IllegalStateException("not a final reply");
    };
  }

  private OtlpSignal.PartialSuccess partial(OtlpReply.Accepted accepted) {
    try {
      return signal.answer(accepted.answer());
    } catch (InvalidProtocolBufferException unreadable) {
      // A 2xx status means accepted, even with a body that cannot be read.
      return new OtlpSignal.PartialSuccess(0, "");
    }
  }

  /**
   * A partial success does not name the rejected records. Spans are sent again in halves until they
   * are known, because the same span is stored once. Log records would be stored twice; there the
   * refusal is noted at the last record of the batch.
   */
  private Future<Void> accepted(
      List<ExportItem<T>> batch, OtlpSignal.PartialSuccess partial, ExportRefusals refusals) {
    if (partial.rejected() <= 0) {
      count(TelemetryNames.METRIC_EXPORTED, batch.size());
      return Future.succeededFuture();
    }
    if (partial.rejected() >= batch.size()) {
      return refuseAll(batch, PARTIAL, partial.message(), refusals);
    }
    if (signal.idempotent()) {
      return sendHalves(batch, refusals);
    }
    return rejectUnknownRecords(batch, partial, refusals);
  }

  private Future<Void> rejectUnknownRecords(
      List<ExportItem<T>> batch, OtlpSignal.PartialSuccess partial, ExportRefusals refusals) {
    count(TelemetryNames.METRIC_EXPORTED, batch.size() - partial.rejected());
    count(
        TelemetryNames.METRIC_EXPORT_REFUSED,
        partial.rejected(),
        TelemetryNames.LABEL_REASON,
        PARTIAL);
    refusals.add(batch.getLast().seq(), reason(PARTIAL, SOME + partial.message()));
    return Future.succeededFuture();
  }

  private Future<Void> sendHalves(List<ExportItem<T>> batch, ExportRefusals refusals) {
    int middle = batch.size() / 2;
    return deliver(batch.subList(0, middle), refusals)
        .compose(first -> deliver(batch.subList(middle, batch.size()), refusals));
  }

  private Future<Void> refuseAll(
      List<ExportItem<T>> batch, String problem, String message, ExportRefusals refusals) {
    refuse(batch.stream().map(ExportItem::seq).toList(), problem, message, refusals);
    return Future.succeededFuture();
  }

  /** Counts one record for each of these events, which may repeat. */
  void refuse(Collection<Long> seqs, String problem, String message, ExportRefusals refusals) {
    seqs.forEach(seq -> refusals.add(seq, reason(problem, message)));
    count(TelemetryNames.METRIC_EXPORT_REFUSED, seqs.size(), TelemetryNames.LABEL_REASON, problem);
  }

  private static String reason(String problem, String message) {
    return message.isEmpty() ? problem : problem + ": " + message;
  }

  private void count(String metric, long amount) {
    meters.count(metric, amount, TelemetryNames.LABEL_DESTINATION, signal.destination());
  }

  private void count(String metric, long amount, String label, String value) {
    meters.count(
        metric, amount, TelemetryNames.LABEL_DESTINATION, signal.destination(), label, value);
  }
}

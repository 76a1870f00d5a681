package dev.intentobserve.intake;

import dev.intentobserve.event.Limits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of one request: counts while it comes, inflates, and stops at the first limit.
 * Whatever arrives after that is thrown away. Lives on the request's context.
 */
final class IncomingBody {
  private final Hall hall;
  private final Limits limits;
  private final HttpServerRequest request;
  private final Admission admission;
  private final @Nullable Unpacker unpacker;
  private final Promise<byte[]> whole = Promise.promise();
  private final Inflated inflated;
  private long wire;
  private Future<Void> unpacking = Future.succeededFuture();

  private IncomingBody(Hall hall, HttpServerRequest request, Admission admission) {
    this.hall = hall;
    this.limits = hall.config().limits();
    this.request = request;
    this.admission = admission;
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    this.inflated = new Inflated(limits.inflated(), admission);
    this.unpacker = Unpacker.forEncoding(encoding, inflated);
  }

  /**
   * The whole body, inflated. To be called before anything of the body was read: whoever answers
   * later in front of this must have paused the request.
   */
  static Future<byte[]> read(Hall hall, HttpServerRequest request, Admission admission) {
    return Future.succeededFuture()
        .compose(start -> new IncomingBody(hall, request, admission).start());
  }

  private Future<byte[]> start() {
    long declared = declaredLength();
    if (declared > limits.body()) {
      throw tooLarge();
    }
    // Room is taken as the body comes: who only declares a large one keeps nobody out.
    admission.need(1);
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    long timer =
        hall.vertx()
            .setTimer(
                hall.config().bodyTimeout().toMillis(),
                late -> whole.tryFail(Problem.bodyTimeout()));
    request
        .exceptionHandler(lost -> whole.tryFail(Problem.bad("body_lost", "The body broke off.")))
        .handler(this::piece)
        .endHandler(end -> end())
        .resume();
    return whole.future().onComplete(done -> close(timer));
  }

  private void piece(Buffer piece) {
    if (whole.future().isComplete()) {
      return;
    }
    wire += piece.length();
    try {
      if (wire > limits.body()) {
        throw tooLarge();
      }
      take(piece);
    } catch (Problem problem) {
      whole.tryFail(problem);
    }
  }

  private void take(Buffer piece) {
    Unpacker open = unpacker;
    if (open == null) {
      inflated.write(piece.getBytes(), piece.length());
      return;
    }
    request.pause();
    unpacking = unpacking.compose(before -> unpack(open, piece.getBytes()));
    unpacking.onSuccess(done -> request.resume()).onFailure(whole::tryFail);
  }

  /** On a worker: a few compressed bytes can become very many. */
  private Future<Void> unpack(Unpacker open, byte[] piece) {
    return hall.onWorker(
        admission.tenant(),
        () -> {
          open.feed(piece);
          return null;
        });
  }

  private void end() {
    unpacking.onSuccess(
        done -> {
          try {
            if (unpacker != null) {
              unpacker.finish();
            }
            whole.tryComplete(inflated.bytes());
          } catch (Problem problem) {
            whole.tryFail(problem);
          }
        });
  }

  private void close(long timer) {
    hall.vertx().cancelTimer(timer);
    if (unpacker != null) {
      unpacking.onComplete(idle -> unpacker.close());
    }
  }

  private Problem tooLarge() {
    return Problem.bodyTooLarge("ingest.limits.body", limits.body());
  }

  /** -1 where none is declared; the server has already turned away what is no number. */
  private long declaredLength() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

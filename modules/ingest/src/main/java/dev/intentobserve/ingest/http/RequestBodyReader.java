package dev.intentobserve.ingest.http;

import dev.intentobserve.ingest.body.Decompressor;
import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.BodyBuffer;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.model.event.InputLimits;
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
final class RequestBodyReader {
  private final IngestContext context;
  private final InputLimits limits;
  private final HttpServerRequest request;
  private final AdmissionControl admission;
  private final @Nullable Decompressor decompressor;
  private final Promise<byte[]> whole = Promise.promise();
  private final BodyBuffer inflated;
  private long wire;
  private Future<Void> decompression = Future.succeededFuture();

  private RequestBodyReader(
      IngestContext context, HttpServerRequest request, AdmissionControl admission) {
    this.context = context;
    this.limits = context.config().limits();
    this.request = request;
    this.admission = admission;
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    this.inflated = new BodyBuffer(limits.inflated(), admission);
    this.decompressor = Decompressor.forEncoding(encoding, inflated);
  }

  /**
   * The whole body, inflated. To be called before anything of the body was read: whoever answers
   * later in front of this must have paused the request.
   */
  static Future<byte[]> read(
      IngestContext context, HttpServerRequest request, AdmissionControl admission) {
    return Future.succeededFuture()
        .compose(start -> new RequestBodyReader(context, request, admission).start());
  }

  private Future<byte[]> start() {
    long declared = declaredLength();
    if (declared > limits.body()) {
      throw tooLarge();
    }
    // Room is taken as the body comes: who only declares a large one keeps nobody out.
    admission.reserve(1);
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    long timer =
        context
            .vertx()
            .setTimer(
                context.config().bodyTimeout().toMillis(),
                late -> whole.tryFail(IngestException.bodyTimeout()));
    request
        .exceptionHandler(
            lost -> whole.tryFail(IngestException.bad("body_lost", "The body broke off.")))
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
    } catch (IngestException problem) {
      whole.tryFail(problem);
    }
  }

  private void take(Buffer piece) {
    Decompressor open = decompressor;
    if (open == null) {
      inflated.write(piece.getBytes(), piece.length());
      return;
    }
    request.pause();
    decompression = decompression.compose(before -> decompress(open, piece.getBytes()));
    decompression.onSuccess(done -> request.resume()).onFailure(whole::tryFail);
  }

  /** On a worker: a few compressed bytes can become very many. */
  private Future<Void> decompress(Decompressor open, byte[] piece) {
    return context.onWorker(
        admission.tenant(),
        () -> {
          open.feed(piece);
          return null;
        });
  }

  private void end() {
    decompression.onSuccess(
        done -> {
          try {
            if (decompressor != null) {
              decompressor.finish();
            }
            whole.tryComplete(inflated.bytes());
          } catch (IngestException problem) {
            whole.tryFail(problem);
          }
        });
  }

  private void close(long timer) {
    context.vertx().cancelTimer(timer);
    if (decompressor != null) {
      decompression.onComplete(idle -> decompressor.close());
    }
  }

  private IngestException tooLarge() {
    return IngestException.bodyTooLarge("ingest.limits.body", limits.body());
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

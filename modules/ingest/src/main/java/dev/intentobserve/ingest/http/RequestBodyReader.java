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
 * Reads the body of one request: counts and decompresses it as it arrives, and stops at the first
 * limit. What arrives after that is discarded. To be used on the request's context only.
 */
final class RequestBodyReader {
  private final IngestContext context;
  private final InputLimits limits;
  private final HttpServerRequest request;
  private final AdmissionControl admission;
  private final @Nullable Decompressor decompressor;
  private final Promise<byte[]> body = Promise.promise();
  private final BodyBuffer buffer;
  private long receivedBytes;
  private Future<Void> decompression = Future.succeededFuture();

  private RequestBodyReader(
      IngestContext context, HttpServerRequest request, AdmissionControl admission) {
    this.context = context;
    this.limits = context.config().limits();
    this.request = request;
    this.admission = admission;
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    this.buffer = new BodyBuffer(limits.inflated(), admission);
    this.decompressor = Decompressor.forEncoding(encoding, buffer);
  }

  /**
   * The whole body, decompressed. Nothing of the body may have been read before: a handler that
   * answers asynchronously in front of this one must pause the request.
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
    // Memory is reserved as the body arrives: a request that only declares a large body must not
    // keep others out.
    admission.reserve(1);
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    long timer =
        context
            .vertx()
            .setTimer(
                context.config().bodyTimeout().toMillis(),
                late ->
                    body.tryFail(
                        IngestException.temporary(
                            408, "body_timeout", "The body did not arrive in time.")));
    request
        .exceptionHandler(
            lost ->
                body.tryFail(
                    IngestException.of(
                        400, "body_lost", "The connection was lost before the end of the body.")))
        .handler(this::receive)
        .endHandler(end -> end())
        .resume();
    return body.future().onComplete(done -> close(timer));
  }

  private void receive(Buffer piece) {
    if (body.future().isComplete()) {
      return;
    }
    receivedBytes += piece.length();
    try {
      if (receivedBytes > limits.body()) {
        throw tooLarge();
      }
      add(piece);
    } catch (IngestException error) {
      body.tryFail(error);
    }
  }

  private void add(Buffer piece) {
    Decompressor open = decompressor;
    if (open == null) {
      buffer.write(piece.getBytes(), piece.length());
      return;
    }
    request.pause();
    decompression = decompression.compose(before -> decompress(open, piece.getBytes()));
    decompression.onSuccess(done -> request.resume()).onFailure(body::tryFail);
  }

  /** On a worker, because a few compressed bytes can become very many. */
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
            body.tryComplete(buffer.bytes());
          } catch (IngestException error) {
            body.tryFail(error);
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

  /** -1 if none is declared; the HTTP server has already rejected invalid numbers. */
  private long declaredLength() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

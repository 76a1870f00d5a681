package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestHttpServers;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** An OTLP endpoint on a real port, which remembers requests and answers as configured. */
final class FakeOtlpReceiver {
  /** A decoded request. */
  record Request(
      String path,
      MultiMap headers,
      List<ResourceSpans> spans,
      List<ResourceLogs> logs,
      List<ResourceMetrics> metrics) {
    List<Span> allSpans() {
      return spans.stream().flatMap(r -> r.getScopeSpans(0).getSpansList().stream()).toList();
    }

    List<LogRecord> allLogs() {
      return logs.stream().flatMap(r -> r.getScopeLogs(0).getLogRecordsList().stream()).toList();
    }

    List<Metric> allMetrics() {
      return metrics.stream().flatMap(r -> r.getScopeMetrics(0).getMetricsList().stream()).toList();
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP; for gRPC the code of the status
   */
  record Answer(int status, Map<String, String> headers, Buffer body) {
    static final Answer OK = of(200);

    static Answer of(int status) {
      return new Answer(status, Map.of(), Buffer.buffer());
    }
  }

  private static final Map<String, String> PATHS =
      Map.of(
          "trace.v1.TraceService", "/v1/traces",
          "logs.v1.LogsService", "/v1/logs",
          "metrics.v1.MetricsService", "/v1/metrics");

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final List<Span> spans = new CopyOnWriteArrayList<>();
  final List<LogRecord> logs = new CopyOnWriteArrayList<>();
  final List<Metric> metrics = new CopyOnWriteArrayList<>();
  volatile Function<Request, Answer> behaviour = request -> Answer.OK;

  private final HttpServer server;
  private final int wanted;

  private FakeOtlpReceiver(Vertx vertx, int port, boolean grpc) {
    this.wanted = port;
    this.server = vertx.createHttpServer(new HttpServerOptions());
    if (grpc) {
      server.requestHandler(services(vertx));
    } else {
      server.requestHandler(this::http);
    }
  }

  static FakeOtlpReceiver http(Vertx vertx, int port) {
    return new FakeOtlpReceiver(vertx, port, false).listen();
  }

  static FakeOtlpReceiver grpc(Vertx vertx) {
    return new FakeOtlpReceiver(vertx, 0, true).listen();
  }

  private FakeOtlpReceiver listen() {
    TestFutures.await(server.listen(wanted, "127.0.0.1"));
    return this;
  }

  int port() {
    return server.actualPort();
  }

  void close() {
    TestHttpServers.close(server);
  }

  private void http(HttpServerRequest http) {
    http.body()
        .onSuccess(
            body -> {
              boolean gzip = "gzip".equals(http.getHeader("content-encoding"));
              Request request =
                  parse(http.path(), http.headers(), gzip ? inflate(body) : body.getBytes());
              Answer answer = take(request);
              answer.headers().forEach(http.response()::putHeader);
              http.response().setStatusCode(answer.status()).end(answer.body());
            });
  }

  private GrpcServer services(Vertx vertx) {
    GrpcServer grpc = GrpcServer.server(vertx);
    for (String service : PATHS.keySet()) {
      ServiceMethod<Buffer, Buffer> method =
          ServiceMethod.server(
              ServiceName.create("opentelemetry.proto.collector." + service),
              "Export",
              GrpcMessageEncoder.IDENTITY,
              GrpcMessageDecoder.IDENTITY);
      grpc.callHandler(method, call -> call.handler(message -> answer(call, service, message)));
    }
    return grpc;
  }

  private void answer(GrpcServerRequest<Buffer, Buffer> call, String service, Buffer message) {
    Answer answer = take(parse(PATHS.get(service), call.headers(), message.getBytes()));
    if (answer.status() == 200) {
      call.response().end(answer.body());
    } else {
      answer.headers().forEach(call.response().trailers()::set);
      call.response().status(GrpcStatus.valueOf(answer.status()));
      call.response().statusMessage(answer.body().toString()).end();
    }
  }

  private Answer take(Request request) {
    requests.add(request);
    Answer answer = behaviour.apply(request);
    if (answer.status() == 200) {
      spans.addAll(request.allSpans());
      logs.addAll(request.allLogs());
      metrics.addAll(request.allMetrics());
    }
    return answer;
  }

  private static Request parse(String path, MultiMap headers, byte[] body) {
    try {
      List<ResourceSpans> spans = List.of();
      List<ResourceLogs> logs = List.of();
      List<ResourceMetrics> metrics = List.of();
      switch (path.substring(path.lastIndexOf('/') + 1)) {
        case "traces" -> spans = ExportTraceServiceRequest.parseFrom(body).getResourceSpansList();
        case "metrics" ->
            metrics = ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList();
        default -> logs = ExportLogsServiceRequest.parseFrom(body).getResourceLogsList();
      }
      return new Request(path, headers, spans, logs, metrics);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("no OTLP", e);
    }
  }

  private static byte[] inflate(Buffer body) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("no gzip", e);
    }
  }
}

package dev.intentobserve.tests.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives OTLP over HTTP as a collector would, accepts everything, and counts. */
final class OtlpSink implements AutoCloseable {
  private static final String EVENT_ID = "intent.event_id";

  static {
    // Else the JDK's server holds each small answer back until the client acknowledges its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Set<String> events = new HashSet<>();
  private final Set<ByteString> traces = new HashSet<>();
  private long spans;
  private long lastReceived = System.nanoTime();

  OtlpSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/v1/traces", exchange -> answer(exchange, this::traces));
    server.createContext("/v1/logs", exchange -> answer(exchange, this::logs));
    server.createContext("/v1/metrics", exchange -> answer(exchange, body -> {}));
    server.start();
  }

  private interface Count {
    void accept(byte[] body) throws InvalidProtocolBufferException;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  private static void answer(HttpExchange exchange, Count count) throws IOException {
    try (exchange) {
      count.accept(exchange.getRequestBody().readAllBytes());
      exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void traces(byte[] body) throws InvalidProtocolBufferException {
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
    synchronized (this) {
      request.getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(this::add);
      lastReceived = System.nanoTime();
    }
  }

  private void add(Span span) {
    spans++;
    traces.add(span.getTraceId());
  }

  private void logs(byte[] body) throws InvalidProtocolBufferException {
    ExportLogsServiceRequest request = ExportLogsServiceRequest.parseFrom(body);
    synchronized (this) {
      request.getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .forEach(this::add);
      lastReceived = System.nanoTime();
    }
  }

  private void add(LogRecord log) {
    log.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(EVENT_ID))
        .map(KeyValue::getValue)
        .forEach(value -> events.add(value.getStringValue()));
  }

  synchronized long spans() {
    return spans;
  }

  /** Different events that arrived as logs. */
  synchronized long events() {
    return events.size();
  }

  /** Different traces of which spans arrived. */
  synchronized long traces() {
    return traces.size();
  }

  /** When traces or logs arrived last, as {@link System#nanoTime}. */
  synchronized long lastReceived() {
    return lastReceived;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}

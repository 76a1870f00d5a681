package dev.intentobserve.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The peer of a tail: what one would write in an afternoon. Reads the file once and sends a span a
 * line, 512 in a request; stores nothing, knows no duplicates and no traces.
 */
final class PlainAdapter {
  private static final int BATCH = 512;

  private PlainAdapter() {}

  /** Different events a second; repeats are sent, too. */
  static double perSecond(Corpus corpus) throws IOException {
    try (CorpusFile file = new CorpusFile(corpus);
        OtlpSink sink = new OtlpSink()) {
      long start = System.nanoTime();
      send(file.path(), sink.port());
      double seconds = (System.nanoTime() - start) / 1e9;
      CheckFailedException.require(
          "spans of the peer", corpus.events() + corpus.repeats(), sink.spans());
      return corpus.events() / seconds;
    }
  }

  private static void send(Path file, int port) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file);
        HttpConnection connection = new HttpConnection(port)) {
      ScopeSpans.Builder spans = ScopeSpans.newBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        spans.addSpans(span(BenchJson.read(line.getBytes(StandardCharsets.UTF_8)), line));
        if (spans.getSpansCount() == BATCH) {
          post(connection, spans);
          spans = ScopeSpans.newBuilder();
        }
      }
      post(connection, spans);
    }
  }

  private static Span span(JsonNode event, String line) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFromUtf8("%016x".formatted(line.hashCode() & 0xffffffffL)))
            .setSpanId(ByteString.copyFromUtf8("%08x".formatted(line.hashCode())))
            .setName(event.path("event").asText(event.path("event_type").asText()));
    for (Map.Entry<String, JsonNode> member : event.properties()) {
      span.addAttributes(
          KeyValue.newBuilder()
              .setKey(member.getKey())
              .setValue(AnyValue.newBuilder().setStringValue(member.getValue().asText())));
    }
    return span.build();
  }

  private static void post(HttpConnection connection, ScopeSpans.Builder spans) throws IOException {
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
            .build()
            .toByteArray();
    int status = connection.post("/v1/traces", "application/x-protobuf", body).status();
    if (status != 200) {
      throw new IOException("the sink answered " + status);
    }
  }
}

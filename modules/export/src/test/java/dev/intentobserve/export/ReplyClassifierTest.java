package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyClassifierTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "7, PT7S",
        "' 0 ', PT0S",
        "'Sun, 01 Mar 2026 12:01:30 GMT', PT1M30S",
        "'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
        "soon, -",
        "-5, -",
        "99999999999, -",
        "-, -"
      })
  void retryAfter_isSecondsOrADate(String header, Duration expected) {
    assertThat(ReplyClassifier.retryAfter(header, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void statusAboutTheData_isARefusal(int status) {
    assertThat(ReplyClassifier.http(status, null, "bad", NOW))
        .isEqualTo(new OtlpReply.Refused("http_" + status, "bad"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404, 405, 415})
  void statusAboutTheSettings_isRetriedWithAdvice(int status) {
    OtlpReply.RetryLater later = (OtlpReply.RetryLater) ReplyClassifier.http(status, null, "", NOW);

    assertThat(later.problem()).isEqualTo("http_" + status);
    assertThat(later.advice()).contains("check OTEL_EXPORTER_OTLP_");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void temporaryStatus_isRetriedAfterTheRequestedDelay(int status) {
    assertThat(ReplyClassifier.http(status, "9", "", NOW))
        .isEqualTo(new OtlpReply.RetryLater("http_" + status, "", Duration.ofSeconds(9)));
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT, Refused",
    "UNAUTHENTICATED, RetryLater",
    "PERMISSION_DENIED, RetryLater",
    "UNIMPLEMENTED, RetryLater",
    "RESOURCE_EXHAUSTED, RetryLater",
    "UNAVAILABLE, RetryLater",
    "INTERNAL, RetryLater"
  })
  void grpcStatus_onlyInvalidArgumentIsARefusal(String status, String expected) {
    assertThat(ReplyClassifier.grpc(status, "", null).getClass().getSimpleName())
        .isEqualTo(expected);
  }

  @Test
  void grpcDetails_haveTheRequestedDelay() {
    assertThat(ReplyClassifier.grpc("UNAVAILABLE", "", retryInfo(3, 500_000_000)))
        .isEqualTo(new OtlpReply.RetryLater("grpc_unavailable", "", Duration.ofMillis(3500)));
    assertThat(ReplyClassifier.retryInfo("%%%")).isNull();
    assertThat(ReplyClassifier.retryInfo("AAAA")).isNull();
  }

  @Test
  void failure_isNamedByItsCause() {
    assertThat(
            List.of(
                problem(new RuntimeException(new UnknownHostException("h"))),
                problem(new ConnectException("refused")),
                problem(new SSLHandshakeException("expired")),
                problem(new TimeoutException()),
                problem(new IllegalStateException())))
        .containsExactly("dns", "connect", "tls", "timeout", "connection");
  }

  @Test
  void statusMessage_isReadFromProtobufAndFromText() {
    byte[] status =
        UnknownFieldSet.newBuilder()
            .addField(2, bytes(ByteString.copyFromUtf8("too old")))
            .build()
            .toByteArray();

    assertThat(ReplyClassifier.statusMessage(status)).isEqualTo("too old");
    assertThat(ReplyClassifier.statusMessage(new byte[0])).isEmpty();
  }

  /** The base64 of a {@code google.rpc.Status} with a {@code RetryInfo}. */
  static String retryInfo(long seconds, int nanos) {
    var delay =
        com.google.protobuf.Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    var info = UnknownFieldSet.newBuilder().addField(1, bytes(delay.toByteString())).build();
    Any any =
        Any.newBuilder()
            .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
            .setValue(info.toByteString())
            .build();
    var status = UnknownFieldSet.newBuilder().addField(3, bytes(any.toByteString())).build();
    return Base64.getEncoder().encodeToString(status.toByteArray());
  }

  private static UnknownFieldSet.Field bytes(ByteString value) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
  }

  private static String problem(Throwable error) {
    return ((OtlpReply.RetryLater) ReplyClassifier.unreachable(error)).problem();
  }
}

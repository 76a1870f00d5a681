package dev.intentobserve.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.intentobserve.export.OtlpReply.Refused;
import dev.intentobserve.export.OtlpReply.RetryLater;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Decides about error statuses and failures: refused for good, or to be retried, and when. */
final class ReplyClassifier {
  private static final String CREDENTIALS =
      "the destination rejects the credentials; check OTEL_EXPORTER_OTLP_HEADERS";
  private static final String ADDRESS =
      "the destination does not know this path; check OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String NOT_OTLP =
      "the destination does not speak OTLP; check OTEL_EXPORTER_OTLP_ENDPOINT and _PROTOCOL";

  private ReplyClassifier() {}

  /**
   * An HTTP answer other than 2xx.
   *
   * @param message the destination's own text without credentials
   */
  static OtlpReply http(int status, @Nullable String retryAfter, String message, Instant now) {
    String problem = "http_" + status;
    return switch (status) {
      case 400, 413, 422 -> new Refused(problem, message);
      case 401, 403, 407 -> retry(problem, CREDENTIALS);
      case 404, 405, 410 -> retry(problem, ADDRESS);
      case 408, 429 -> new RetryLater(problem, "", retryAfter(retryAfter, now));
      default ->
          status >= 500
              ? new RetryLater(problem, "", retryAfter(retryAfter, now))
              : retry(problem, NOT_OTLP);
    };
  }

  static OtlpReply notOtlp() {
    return retry("not_otlp", NOT_OTLP);
  }

  /**
   * A gRPC status other than OK.
   *
   * @param details the {@code grpc-status-details-bin} trailer
   */
  static OtlpReply grpc(String status, String message, @Nullable String details) {
    String problem = "grpc_" + status.toLowerCase(Locale.ROOT);
    return switch (status) {
      case "INVALID_ARGUMENT" -> new Refused(problem, message);
      case "UNAUTHENTICATED", "PERMISSION_DENIED" -> retry(problem, CREDENTIALS);
      case "UNIMPLEMENTED", "NOT_FOUND" -> retry(problem, ADDRESS);
      default -> new RetryLater(problem, "", retryInfo(details));
    };
  }

  /** No answer. */
  static OtlpReply unreachable(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      OtlpReply known =
          switch (cause) {
            case UnknownHostException e -> retry("dns", "the host name cannot be resolved");
            case SSLException e ->
                retry("tls", "the certificate or the TLS version is not accepted");
            case TimeoutException e -> retry("timeout", "");
            case ConnectException e -> retry("connect", "connection refused");
            default -> null;
          };
      if (known != null) {
        return known;
      }
    }
    return retry("connection", error.getClass().getSimpleName());
  }

  private static OtlpReply retry(String problem, String advice) {
    return new RetryLater(problem, advice, null);
  }

  /** Reads seconds or an HTTP date; null for anything else. */
  static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    String text = header == null ? "" : header.trim();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Integer.parseInt(text));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
    } catch (DateTimeParseException neither) {
      return null;
    }
  }

  /** The message of a {@code google.rpc.Status}, the error format of OTLP. */
  static String statusMessage(byte[] status) {
    try {
      return field(UnknownFieldSet.parseFrom(status), 2).map(ByteString::toStringUtf8).orElse("");
    } catch (InvalidProtocolBufferException noStatus) {
      return new String(status, StandardCharsets.UTF_8);
    }
  }

  /** The {@code RetryInfo} in the details of a base64 status; null if there is none. */
  static @Nullable Duration retryInfo(@Nullable String details) {
    if (details == null) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(details.replace("=", ""));
      UnknownFieldSet status = UnknownFieldSet.parseFrom(bytes);
      for (ByteString detail : status.getField(3).getLengthDelimitedList()) {
        UnknownFieldSet any = UnknownFieldSet.parseFrom(detail);
        String type = field(any, 1).map(ByteString::toStringUtf8).orElse("");
        if (type.endsWith("/google.rpc.RetryInfo")) {
          return delay(field(any, 2).orElse(ByteString.EMPTY));
        }
      }
      return null;
    } catch (InvalidProtocolBufferException | IllegalArgumentException unreadable) {
      return null;
    }
  }

  private static @Nullable Duration delay(ByteString retryInfo)
      throws InvalidProtocolBufferException {
    Optional<ByteString> delay = field(UnknownFieldSet.parseFrom(retryInfo), 1);
    if (delay.isEmpty()) {
      return null;
    }
    var duration = com.google.protobuf.Duration.parseFrom(delay.get());
    return Duration.ofSeconds(Math.max(0, duration.getSeconds()), duration.getNanos());
  }

  private static Optional<ByteString> field(UnknownFieldSet message, int number) {
    return message.getField(number).getLengthDelimitedList().stream().findFirst();
  }
}

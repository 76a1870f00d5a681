package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a request fails. Crosses the bus unchanged, so a caller sees the kind and
 * the code that the replying module chose.
 */
public final class Fault extends ReplyException {
  /** Who has to act. The table in {@code docs/architecture.md} maps it to HTTP and exit codes. */
  public enum Kind {
    /** The sender: the request is invalid. */
    REFUSED(400, false),
    /** The requested thing does not exist. */
    MISSING(404, false),
    /** The caller may not do this. */
    DENIED(403, false),
    /** Try again later. */
    BUSY(503, true),
    /** An error in the service. */
    BROKEN(500, false);

    private final int status;
    private final boolean retryable;

    Kind(int status, boolean retryable) {
      this.status = status;
      this.retryable = retryable;
    }

    /** The HTTP status where nothing more precise is known. */
    public int status() {
      return status;
    }

    public boolean retryable() {
      return retryable;
    }
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String code;

  /** Kept here: a {@link ReplyException} closes its own cause for good. */
  private final @Nullable Throwable reason;

  private Fault(Kind kind, String code, String message, @Nullable Throwable reason) {
    super(ReplyFailure.RECIPIENT_FAILURE, kind.status(), message);
    this.kind = requireNonNull(kind, "kind");
    this.code = requireNonNull(code, "code");
    this.reason = reason;
  }

  /**
   * An invalid request.
   *
   * @param code stable, machine-readable, {@code lower_snake_case}
   * @param message what happened, where, and what to do; never a secret, never a payload
   */
  public static Fault refused(String code, String message) {
    return new Fault(Kind.REFUSED, code, message, null);
  }

  public static Fault missing(String code, String message) {
    return new Fault(Kind.MISSING, code, message, null);
  }

  public static Fault denied(String code, String message) {
    return new Fault(Kind.DENIED, code, message, null);
  }

  public static Fault busy(String code, String message) {
    return new Fault(Kind.BUSY, code, message, null);
  }

  public static Fault broken(String code, String message, Throwable cause) {
    return new Fault(Kind.BROKEN, code, message, cause);
  }

  /**
   * A fault as it is; a bus timeout as BUSY; anything else as BROKEN, its cause kept for the log.
   */
  public static Fault from(Throwable error) {
    if (error instanceof Fault fault) {
      return fault;
    }
    if (error instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
      return busy("deadline_exceeded", "No answer in time; try again.");
    }
    if (error instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return busy("not_ready", "The service is starting or stopping; try again.");
    }
    return broken("internal_error", "Internal error; see the log of the service.", error);
  }

  @Override
  public synchronized @Nullable Throwable getCause() {
    return reason;
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }
}

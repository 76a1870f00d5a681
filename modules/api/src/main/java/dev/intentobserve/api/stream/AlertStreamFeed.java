package dev.intentobserve.api.stream;

import dev.intentobserve.api.alert.AlertApiJson;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.ChangesOf;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a scope's alerts, numbered within the scope.
 *
 * @param rule null for any
 * @param severity null for any
 */
record AlertStreamFeed(
    Backend backend,
    InstantSource clock,
    Scope scope,
    @Nullable String rule,
    @Nullable Severity severity,
    int page)
    implements StreamFeed {

  @Override
  public Future<Start> start(@Nullable Long number) {
    Future<Long> begin =
        number == null
            ? backend.ask(AlertStorePorts.CHANGES_HEAD, scope)
            : Future.succeededFuture(number);
    return begin.map(from -> new Start(from, from));
  }

  @Override
  public Future<Batch> after(long position) {
    return backend
        .ask(AlertStorePorts.CHANGES_OF, new ChangesOf(scope, position, page))
        .compose(changes -> batch(position, changes, changes.size() >= page));
  }

  private Future<Batch> batch(long position, List<Change> changes, boolean more) {
    List<Change> matching = changes.stream().filter(this::matching).toList();
    long last = changes.isEmpty() ? position : changes.getLast().scopeNumber();
    Future<List<Silence>> silences =
        matching.isEmpty()
            ? Future.succeededFuture(List.of())
            : backend.activeSilences(scope, clock.instant());
    return silences.map(
        active ->
            new Batch(
                matching.stream().map(change -> outgoing(change, active)).toList(),
                last,
                last,
                more));
  }

  private boolean matching(Change change) {
    return (rule == null || rule.equals(change.alert().rule()))
        && (severity == null || severity == change.alert().severity());
  }

  private static StreamEvent outgoing(Change change, List<Silence> silences) {
    return new StreamEvent(
        change.scopeNumber(),
        change.alert().state().code(),
        () ->
            Buffer.buffer(
                AlertApiJson.alert(change.alert(), change.scopeNumber(), change.at(), silences)
                    .encode()));
  }
}

package dev.intentobserve.window;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.ChangesHead;
import dev.intentobserve.contract.AlertStoreContract.ChangesOf;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a scope's alerts, by the number that counts within it.
 *
 * @param rule null for any
 * @param severity null for any
 */
record AlertFeed(
    Doors doors,
    InstantSource clock,
    Scope scope,
    @Nullable String rule,
    @Nullable Severity severity)
    implements Feed {

  @Override
  public Future<Start> start(@Nullable Long number) {
    Future<Long> begin =
        number == null
            ? doors.ask(AlertStoreContract.CHANGES_HEAD, new ChangesHead(scope))
            : Future.succeededFuture(number);
    return begin.map(from -> new Start(from, from));
  }

  @Override
  public Future<Batch> after(long position) {
    int limit = doors.config().streamPage();
    return doors
        .ask(AlertStoreContract.CHANGES_OF, new ChangesOf(scope, position, limit))
        .compose(changes -> batch(position, changes, changes.size() >= limit));
  }

  private Future<Batch> batch(long position, List<Change> changes, boolean more) {
    List<Change> wanted = changes.stream().filter(this::wanted).toList();
    long last = changes.isEmpty() ? position : changes.getLast().scopeNumber();
    Future<List<Silence>> silences =
        wanted.isEmpty()
            ? Future.succeededFuture(List.of())
            : AlertRoutes.silences(doors, scope, clock.instant());
    return silences.map(
        active ->
            new Batch(
                wanted.stream().map(change -> told(change, active)).toList(), last, last, more));
  }

  private boolean wanted(Change change) {
    return (rule == null || rule.equals(change.alert().rule()))
        && (severity == null || severity == change.alert().severity());
  }

  private static Told told(Change change, List<Silence> silences) {
    return new Told(
        change.scopeNumber(),
        change.alert().state().code(),
        () ->
            Buffer.buffer(
                AlertItems.alert(change.alert(), change.scopeNumber(), change.at(), silences)
                    .encode()));
  }
}

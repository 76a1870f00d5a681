package dev.intentobserve.window;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.EndSilence;
import dev.intentobserve.contract.AlertStoreContract.SilencesOf;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Silence;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Silences: who keeps which alerts from being told, why, and until when. */
record SilenceRoutes(Doors doors, InstantSource clock) {
  private static final String LIST = Links.ALERTS + "/silences";

  void mount(Paths paths) {
    paths.get(LIST, this::list);
    paths.post(LIST, this::save);
    paths.delete(LIST + "/:id", LIST + "/{id}", this::end);
  }

  private Future<Answer> list(Asked asked) {
    boolean all = asked.params("which").choice("which", List.of("lasting", "all")).equals("all");
    Instant now = clock.instant();
    return find(asked.scope(), all ? null : now)
        .map(
            silences ->
                Answer.list(
                    asked,
                    Answer.encoded(
                        silences.stream().map(one -> AlertItems.silence(one, now)).toList()),
                    null));
  }

  private Future<Answer> save(Asked asked) {
    asked.params();
    Scope scope = asked.scope();
    Instant now = clock.instant();
    return SmallBody.object(asked)
        .map(body -> new SilenceBody(body, now).read(asked.actor()))
        .compose(
            silence -> doors.ask(AlertStoreContract.SAVE_SILENCE, new Scoped<>(scope, silence)))
        .recover(SilenceRoutes::tooMany)
        .map(silence -> Answer.json(AlertItems.silence(silence, now)));
  }

  private static Future<Silence> tooMany(Throwable error) {
    boolean conflict =
        error instanceof Fault fault && fault.code().equals(AlertStoreContract.TOO_MANY_SILENCES);
    return Future.failedFuture(conflict ? Paths.Chosen.conflict((Fault) error) : error);
  }

  private Future<Answer> end(Asked asked) {
    asked.params();
    Scope scope = asked.scope();
    Instant now = clock.instant();
    long id = id(asked);
    return doors
        .ask(AlertStoreContract.END_SILENCE, new EndSilence(scope, id, now))
        .compose(done -> one(scope, id).map(silence -> ended(silence, done)))
        .map(silence -> Answer.json(AlertItems.silence(silence, now)));
  }

  private static Silence ended(Silence silence, boolean done) {
    if (!done) {
      throw Paths.Chosen.conflict(
          Fault.refused("silence_ended", "Silence " + silence.id() + " has ended already."));
    }
    return silence;
  }

  private Future<Silence> one(Scope scope, long id) {
    return find(scope, null)
        .map(
            all ->
                all.stream()
                    .filter(silence -> silence.id() == id)
                    .findFirst()
                    .orElseThrow(SilenceRoutes::noSilence));
  }

  private Future<List<Silence>> find(Scope scope, @Nullable Instant lastingAt) {
    return doors
        .ask(AlertStoreContract.SILENCES, new SilencesOf(scope, lastingAt))
        .map(
            all ->
                all.stream()
                    .filter(scoped -> scoped.scope().equals(scope))
                    .map(Scoped::value)
                    .toList());
  }

  private static long id(Asked asked) {
    try {
      return Long.parseLong(asked.ctx().pathParam("id"));
    } catch (NumberFormatException e) {
      throw noSilence();
    }
  }

  private static Fault noSilence() {
    return Fault.missing(
        "silence_not_found",
        "There is no silence with this number; GET /api/v1/alerts/silences lists what there is.");
  }
}

package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.DeadLetterOf;
import dev.intentobserve.contract.StoreContract.DeadLetterQuery;
import dev.intentobserve.contract.StoreContract.Discard;
import dev.intentobserve.contract.StoreContract.SourcesOf;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/** The books: what each source sent and what became of it, and the letters nobody could take. */
record BookRoutes(Doors doors, InstantSource clock) {
  private static final String SOURCES = "/api/v1/sources";
  private static final String LETTERS = "/api/v1/dead-letters";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_REASON = 500;

  void mount(Paths paths) {
    paths.get(SOURCES, this::sources);
    paths.get(LETTERS, this::list);
    paths.get(LETTERS + "/:id", LETTERS + "/{id}", this::one);
    paths.delete(LETTERS + "/:id", LETTERS + "/{id}", this::discard);
  }

  private Future<Answer> sources(Asked asked) {
    Params params = asked.params("limit", "cursor");
    SourcesOf question =
        new SourcesOf(asked.scope(), params.limit(DEFAULT_LIMIT), params.text("cursor"));
    return doors
        .ask(StoreContract.SOURCES, question)
        .map(
            sources ->
                Answer.list(
                    asked,
                    Answer.encoded(
                        sources.page().items().stream().map(LetterJson::source).toList()),
                    sources.page().next(),
                    LetterJson.totals(sources.totals())));
  }

  private Future<Answer> list(Asked asked) {
    Params params = asked.params("reason", "door", "status", "limit", "cursor");
    String status = params.choice("status", List.of("open", "replayed", "discarded", "all"));
    DeadLetterQuery query =
        new DeadLetterQuery(
            asked.scope(),
            params.refusal("reason"),
            params.text("door"),
            status.equals("all") ? null : status,
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"));
    return doors
        .ask(StoreContract.FIND_DEAD_LETTERS, query)
        .map(
            page ->
                Answer.list(
                    asked,
                    Answer.encoded(page.items().stream().map(LetterJson::letter).toList()),
                    page.next()));
  }

  private Future<Answer> one(Asked asked) {
    asked.params();
    return letter(asked.scope(), id(asked))
        .map(letter -> Answer.json(LetterJson.letterWithBody(letter)));
  }

  private Future<Answer> discard(Asked asked) {
    String reason = asked.params("reason").required("reason");
    if (reason.length() > MAX_REASON) {
      throw Params.invalid("reason must be at most " + MAX_REASON + " characters long");
    }
    Scope scope = asked.scope();
    long id = id(asked);
    return doors
        .ask(StoreContract.DISCARD, new Discard(scope, id, reason, asked.actor(), clock.instant()))
        .compose(done -> letter(scope, id).map(letter -> discarded(letter, done)))
        .map(letter -> Answer.json(LetterJson.letter(letter)));
  }

  private static DeadLetter discarded(DeadLetter letter, boolean done) {
    if (!done) {
      throw Paths.Chosen.conflict(
          Fault.refused(
              "dead_letter_closed",
              "Dead letter " + letter.id() + " is already " + letter.status() + "."));
    }
    return letter;
  }

  private Future<DeadLetter> letter(Scope scope, long id) {
    return doors
        .ask(StoreContract.FIND_DEAD_LETTER, new DeadLetterOf(scope, id))
        .map(letter -> letter.orElseThrow(BookRoutes::noLetter));
  }

  private static long id(Asked asked) {
    try {
      return Long.parseLong(asked.ctx().pathParam("id"));
    } catch (NumberFormatException e) {
      throw noLetter();
    }
  }

  private static Fault noLetter() {
    return Fault.missing(
        "dead_letter_not_found",
        "There is no dead letter with this number; GET /api/v1/dead-letters lists what there is.");
  }
}

package dev.intentobserve.trace;

import dev.intentobserve.contract.AsideContract;
import dev.intentobserve.contract.AsideContract.AllAside;
import dev.intentobserve.contract.AsideContract.SetAside;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has dirty roots remade, a bounded number in each pass. A root that cannot be remade is found by
 * halves and set aside, so that its neighbours go on.
 */
final class Summaries {
  private static final Logger log = LoggerFactory.getLogger(Summaries.class);

  /** Dirty roots looked at together. */
  private static final int DIRT = 1000;

  private final Supplier<Vertx> vertx;
  private final TraceConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final Remaking remaking;
  private final Blame blame;

  Summaries(
      Supplier<Vertx> vertx, TraceConfig config, InstantSource clock, Meters meters, Asker asker) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.remaking = new Remaking(vertx, asker);
    this.blame = new Blame(vertx);
  }

  /** Answers whether there is more to do at once. */
  Future<Boolean> step() {
    return StoreContract.DIRTY
        .ask(vertx.get(), new DirtyRoots(DIRT, clock.instant()))
        .compose(
            dirty -> {
              Chosen chosen = Chosen.of(dirty, config.summaryPage(), config.bounds().entities());
              return groups(chosen.groups()).map(chosen.more() || dirty.size() == DIRT);
            })
        .compose(more -> more ? Future.succeededFuture(true) : count().map(false));
  }

  private Future<Void> groups(List<List<DirtyRoot>> groups) {
    Future<Void> remade = Future.succeededFuture();
    for (List<DirtyRoot> group : groups) {
      remade = remade.compose(before -> group(group));
    }
    return remade;
  }

  private Future<Void> group(List<DirtyRoot> dirty) {
    return Future.succeededFuture()
        .compose(go -> remaking.remake(dirty.getFirst().scope(), dirty))
        .onSuccess(remade -> blame.over())
        .recover(error -> failed(dirty, error));
  }

  private Future<Void> failed(List<DirtyRoot> dirty, Throwable error) {
    return blame
        .on(error)
        .compose(guilty -> guilty ? apart(dirty, error) : Future.failedFuture(error));
  }

  private Future<Void> apart(List<DirtyRoot> dirty, Throwable error) {
    if (dirty.size() == 1) {
      return setAside(dirty.getFirst(), Fault.from(error));
    }
    int half = dirty.size() / 2;
    return group(dirty.subList(0, half))
        .compose(remade -> group(dirty.subList(half, dirty.size())));
  }

  private Future<Void> setAside(DirtyRoot root, Fault fault) {
    Instant now = clock.instant();
    Instant next = Setback.nextTry(now, root.attempts() + 1);
    log.atWarn()
        .addKeyValue("root", root.root())
        .addKeyValue("tenant", root.scope().tenant())
        .addKeyValue("project", root.scope().project())
        .addKeyValue(Names.ATTEMPT, root.attempts() + 1)
        .addKeyValue(Names.ERROR_CODE, fault.code())
        .addKeyValue("next_try", next)
        .setCause(fault.getCause())
        .log("a trace cannot be remade and is set aside, its neighbours go on");
    return AsideContract.SET_ASIDE
        .ask(vertx.get(), new SetAside(root, now, next, fault.code()))
        .mapEmpty();
  }

  /** Says how much is set aside; a count that cannot be had is told the next time. */
  private Future<Void> count() {
    return AsideContract.ASIDE
        .ask(vertx.get(), new AllAside(1))
        .onSuccess(
            aside -> {
              gauge("root", aside.rootCount());
              gauge("event", aside.eventCount());
            })
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void gauge(String what, long count) {
    meters.gauge(Names.METRIC_SET_ASIDE, (double) count, Names.LABEL_WHAT, what);
  }
}

package dev.intentobserve.window;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.PositionOf;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a scope. Reads the whole record, because its newest part is in memory; the caller
 * hears the numbers of its own events only.
 */
record EventFeed(Doors doors, Scope scope, EventFilter filter) implements Feed {

  @Override
  public Future<Start> start(@Nullable Long number) {
    PositionOf question = new PositionOf(scope, number == null ? Long.MAX_VALUE : number);
    return doors
        .ask(StoreContract.POSITION, question)
        .map(position -> new Start(position.seq(), position.scopeSeq()));
  }

  @Override
  public Future<Batch> after(long position) {
    ReadAfter question = new ReadAfter(position, Long.MAX_VALUE, doors.config().streamPage());
    return doors.ask(StoreContract.READ_AFTER, question).compose(this::batch);
  }

  private Future<Batch> batch(Page page) {
    List<Stored> own = page.events().stream().filter(e -> e.scope().equals(scope)).toList();
    List<Stored> wanted = own.stream().filter(stored -> filter.test(stored.event())).toList();
    return doors
        .placements(scope, wanted)
        .map(
            placements ->
                new Batch(
                    wanted.stream().map(stored -> told(stored, placements)).toList(),
                    page.last(),
                    own.isEmpty() ? 0 : own.getLast().scopeSeq(),
                    page.more()));
  }

  private static Told told(Stored stored, Map<EntityKey, Placement> placements) {
    return new Told(
        stored.scopeSeq(),
        stored.event().type(),
        () -> EventJson.line(stored, Doors.of(placements, stored)));
  }
}

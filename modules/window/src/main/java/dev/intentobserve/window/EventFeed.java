package dev.intentobserve.window;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The events of a scope, by their number. */
record EventFeed(Doors doors, Scope scope, EventFilter filter) implements Feed {

  @Override
  public Future<Batch> after(long position) {
    ReadAfter question = new ReadAfter(position, Long.MAX_VALUE, doors.config().streamPage());
    return doors.ask(StoreContract.READ_AFTER, question).compose(this::batch);
  }

  private Future<Batch> batch(Page page) {
    List<Stored> wanted = page.events().stream().filter(this::wanted).toList();
    return doors
        .placements(scope, wanted)
        .map(
            placements ->
                new Batch(
                    wanted.stream().map(stored -> told(stored, placements)).toList(),
                    page.last(),
                    page.more()));
  }

  private boolean wanted(Stored stored) {
    return stored.scope().equals(scope) && filter.test(stored.event());
  }

  private static Told told(Stored stored, Map<EntityKey, Placement> placements) {
    return new Told(
        stored.seq(),
        stored.event().type(),
        () -> EventJson.line(stored, Doors.of(placements, stored)));
  }
}

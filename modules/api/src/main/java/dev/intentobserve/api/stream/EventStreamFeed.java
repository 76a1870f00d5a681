package dev.intentobserve.api.stream;

import dev.intentobserve.api.event.EventFilter;
import dev.intentobserve.api.event.EventJson;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.PositionOf;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a scope. Reads the events of all scopes, because the newest ones are in memory; the
 * caller gets the numbers of its own events only.
 */
record EventStreamFeed(Backend backend, Scope scope, EventFilter filter, int page)
    implements StreamFeed {

  @Override
  public Future<Start> start(@Nullable Long number) {
    PositionOf question = new PositionOf(scope, number == null ? Long.MAX_VALUE : number);
    return backend
        .ask(StorePorts.POSITION, question)
        .map(position -> new Start(position.seq(), position.scopeSeq()));
  }

  @Override
  public Future<Batch> after(long position) {
    ReadAfter question = new ReadAfter(position, Long.MAX_VALUE, page);
    return backend.ask(StorePorts.READ_AFTER, question).compose(this::batch);
  }

  private Future<Batch> batch(Page read) {
    List<StoredEvent> own = read.events().stream().filter(e -> e.scope().equals(scope)).toList();
    List<StoredEvent> matching =
        own.stream().filter(stored -> filter.test(stored.event())).toList();
    return backend
        .placements(scope, matching)
        .map(
            placements ->
                new Batch(
                    matching.stream().map(stored -> outgoing(stored, placements)).toList(),
                    read.last(),
                    own.isEmpty() ? 0 : own.getLast().scopeSeq(),
                    read.more()));
  }

  private static StreamEvent outgoing(StoredEvent stored, Map<EntityKey, Placement> placements) {
    return new StreamEvent(
        stored.scopeSeq(),
        stored.event().type(),
        () -> EventJson.line(stored, Backend.of(placements, stored)));
  }
}

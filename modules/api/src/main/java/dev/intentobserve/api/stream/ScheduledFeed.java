package dev.intentobserve.api.stream;

import dev.intentobserve.api.http.ReadScheduler;
import dev.intentobserve.model.Scope;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A feed whose reads wait for their tenant's turn, as all reads do. */
record ScheduledFeed(StreamFeed feed, ReadScheduler readScheduler, Scope scope)
    implements StreamFeed {
  @Override
  public Future<Start> start(@Nullable Long number) {
    return readScheduler.schedule(scope, () -> feed.start(number));
  }

  @Override
  public Future<Batch> after(long position) {
    return readScheduler.schedule(scope, () -> feed.after(position));
  }
}

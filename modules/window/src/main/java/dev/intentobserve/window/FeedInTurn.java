package dev.intentobserve.window;

import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A feed that is read when it is its tenant's turn, as everything else is. */
record FeedInTurn(Feed feed, Reads reads, Scope scope) implements Feed {
  @Override
  public Future<Start> start(@Nullable Long number) {
    return reads.inTurn(scope, () -> feed.start(number));
  }

  @Override
  public Future<Batch> after(long position) {
    return reads.inTurn(scope, () -> feed.after(position));
  }
}

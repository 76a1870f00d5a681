/**
 * Projections of the record: entities with the claims between them, their states, summaries of
 * traces, the work that is still to do for them (stale roots, deferred events), and the state of
 * exports. A commit fails as BUSY {@code cursor_moved} or {@code stale_roots_moved} if another
 * process was faster.
 */
@NullMarked
package dev.intentobserve.store.projection;

import org.jspecify.annotations.NullMarked;

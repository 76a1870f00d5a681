/**
 * The record: appends events, and reads them in their order. Also what is committed with events:
 * dead letters, counts of sources, marks of followed files. Fails as BUSY while the queue of the
 * appender is full or the database does not answer.
 */
@NullMarked
package dev.intentobserve.store.record;

import org.jspecify.annotations.NullMarked;

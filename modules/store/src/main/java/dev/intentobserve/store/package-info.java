/**
 * Keeps the record and everything computed from it in PostgreSQL; the only module with SQL. Answers
 * {@code StorePorts}, {@code MetricStorePorts}, {@code AlertStorePorts}, {@code EntityStatePorts},
 * {@code DeferredWorkPorts}, {@code PipelineLagPorts} and {@code LeaderPorts}. What it has
 * confirmed is stored exactly once and survives any crash. Fails as BUSY while the database or its
 * queue cannot take more, and as BROKEN when a statement fails.
 */
@NullMarked
package dev.intentobserve.store;

import org.jspecify.annotations.NullMarked;

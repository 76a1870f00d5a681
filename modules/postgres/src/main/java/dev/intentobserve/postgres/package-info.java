/**
 * The embedded PostgreSQL server: unpacks it, starts it, watches it and stops it. Blocking, and
 * without Vert.x. Fails with {@code IOException}; the message says what to do.
 */
@NullMarked
package dev.intentobserve.postgres;

import org.jspecify.annotations.NullMarked;

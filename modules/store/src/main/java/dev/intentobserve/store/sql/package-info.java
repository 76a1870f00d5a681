/**
 * What all statements share: the connection pool, arrays as arguments, reading of rows, cursors of
 * pages and readers, advisory locks, and the translation of database errors into faults.
 */
@NullMarked
package dev.intentobserve.store.sql;

import org.jspecify.annotations.NullMarked;

/**
 * The cellar: keeps the record in PostgreSQL, and holds the only SQL of the house. It answers for
 * durability: what it has confirmed is there after any crash, once. It fails as busy when its pool
 * is exhausted and as broken when the database is.
 */
@NullMarked
package dev.intentobserve.store;

import org.jspecify.annotations.NullMarked;

/** TODO. */
@NullMarked
package dev.intentobserve.store.sql;

import org.jspecify.annotations.NullMarked;

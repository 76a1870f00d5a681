/**
 * What tests share: fixtures, a clock that moves when told, a bus harness and a real PostgreSQL
 * that starts by itself. It is only ever a test dependency.
 */
@NullMarked
package dev.intentobserve.testkit;

import org.jspecify.annotations.NullMarked;

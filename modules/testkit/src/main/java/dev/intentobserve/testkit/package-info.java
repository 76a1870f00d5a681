/** What tests share: events, a clock, waiting for futures, a real PostgreSQL. Only for tests. */
@NullMarked
package dev.intentobserve.testkit;

import org.jspecify.annotations.NullMarked;

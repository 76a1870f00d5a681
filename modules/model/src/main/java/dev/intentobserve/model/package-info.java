/**
 * The vocabulary that all modules share: events, entities and their lifecycles, traces, objectives,
 * alerts and metrics. Depends on the JDK and JSpecify only. This root package holds what the others
 * build on: scopes, bytes, the back-off and the reader of the data files.
 */
@NullMarked
package dev.intentobserve.model;

import org.jspecify.annotations.NullMarked;

/**
 * Limits on what is in flight, because the event bus has none: for all callers ({@code Gate}) and
 * with a guaranteed part for each tenant ({@code FairShareGate}, {@code FairScheduler}).
 */
@NullMarked
package dev.intentobserve.ports.flow;

import org.jspecify.annotations.NullMarked;

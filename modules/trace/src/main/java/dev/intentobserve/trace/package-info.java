/**
 * Decides which trace an event belongs to. A pure assigner does the thinking; the verticle around
 * it reads after its cursor and commits placements and cursor together, so that a restart neither
 * loses nor repeats a decision.
 */
@NullMarked
package dev.intentobserve.trace;

import org.jspecify.annotations.NullMarked;

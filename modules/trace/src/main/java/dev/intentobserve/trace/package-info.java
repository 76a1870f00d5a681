/**
 * Decides which trace an event belongs to, and computes summaries and entity states. Reads the
 * record after a durable cursor and commits placements and cursor together, so that a restart
 * neither loses nor repeats a decision. Answers {@code TracePorts}; asks the store. An event that
 * cannot be placed is set aside and tried again.
 */
@NullMarked
package dev.intentobserve.trace;

import org.jspecify.annotations.NullMarked;

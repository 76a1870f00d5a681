/**
 * Judges objectives and rules once a tick: a pure function of figures and time says how things
 * stand, what changed is committed. Its door is {@code AlertContract}. Who is told of it is the
 * business of its neighbour.
 */
@NullMarked
package dev.intentobserve.alerting;

import org.jspecify.annotations.NullMarked;

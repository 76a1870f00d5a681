/**
 * Objectives as code: when an objective burns, which alerts exist, OpenSLO files in ({@code
 * openslo}) and Prometheus rules out ({@code prometheus}). Pure: no network and no clock, so the
 * service and the command line share it.
 */
@NullMarked
package dev.intentobserve.slo;

import org.jspecify.annotations.NullMarked;

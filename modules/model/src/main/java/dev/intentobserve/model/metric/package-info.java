/** Metrics of the record, and the one table of all metrics with names, labels and HELP texts. */
@NullMarked
package dev.intentobserve.model.metric;

import org.jspecify.annotations.NullMarked;

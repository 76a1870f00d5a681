/** The metrics that are computed from the record, with a link from each value to its events. */
@NullMarked
package dev.intentobserve.api.metric;

import org.jspecify.annotations.NullMarked;

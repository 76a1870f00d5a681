/** What other programs call their metrics, labels and attributes: the part that we show. */
@NullMarked
package dev.intentobserve.dashboards.external;

import org.jspecify.annotations.NullMarked;

/** TODO. */
@NullMarked
package dev.intentobserve.alerting.state;

import org.jspecify.annotations.NullMarked;

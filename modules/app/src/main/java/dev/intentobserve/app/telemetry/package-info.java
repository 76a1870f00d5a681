/** TODO. */
@NullMarked
package dev.intentobserve.app.telemetry;

import org.jspecify.annotations.NullMarked;

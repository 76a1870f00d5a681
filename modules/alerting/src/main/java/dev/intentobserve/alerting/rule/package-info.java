/** TODO. */
@NullMarked
package dev.intentobserve.alerting.rule;

import org.jspecify.annotations.NullMarked;

/** Turns the findings of rules into changes of alerts. */
@NullMarked
package dev.intentobserve.alerting.state;

import org.jspecify.annotations.NullMarked;

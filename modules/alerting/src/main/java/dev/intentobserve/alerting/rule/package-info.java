/** The built-in alert rules: each loads its data through ports and decides in a pure function. */
@NullMarked
package dev.intentobserve.alerting.rule;

import org.jspecify.annotations.NullMarked;

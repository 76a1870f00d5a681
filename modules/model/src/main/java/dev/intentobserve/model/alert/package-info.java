/** Alerts, silences and their JSON form. */
@NullMarked
package dev.intentobserve.model.alert;

import org.jspecify.annotations.NullMarked;

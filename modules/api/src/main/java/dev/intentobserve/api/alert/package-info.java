/** Alerts, silences and deliveries: reading them, silencing, and firing a test alert. */
@NullMarked
package dev.intentobserve.api.alert;

import org.jspecify.annotations.NullMarked;

/** The command {@code slo}: objectives of the service, and objective files offline. */
@NullMarked
package dev.intentobserve.cli.command.slo;

import org.jspecify.annotations.NullMarked;

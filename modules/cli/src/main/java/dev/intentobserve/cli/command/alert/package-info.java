/** The command {@code alerts} and its actions. */
@NullMarked
package dev.intentobserve.cli.command.alert;

import org.jspecify.annotations.NullMarked;

/**
 * One class for each command and what they share. Commands with subcommands have packages of their
 * own. Failures are {@link dev.intentobserve.cli.client.CliException} with an exit code.
 */
@NullMarked
package dev.intentobserve.cli.command;

import org.jspecify.annotations.NullMarked;

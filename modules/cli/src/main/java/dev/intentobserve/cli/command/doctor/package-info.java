/** The command {@code doctor} and its checks. */
@NullMarked
package dev.intentobserve.cli.command.doctor;

import org.jspecify.annotations.NullMarked;

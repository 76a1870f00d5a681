/**
 * The command line: blocking code over HTTP. Data goes to standard output, everything else to
 * standard error; the exit code tells the kind of failure.
 */
@NullMarked
package dev.intentobserve.cli;

import org.jspecify.annotations.NullMarked;

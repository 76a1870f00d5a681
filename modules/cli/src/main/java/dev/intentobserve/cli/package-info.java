/**
 * The command line: plain blocking Java over HTTP, because a person or a script is waiting. Data go
 * to standard output, everything else to standard error, and the exit code tells the kind of fault.
 */
@NullMarked
package dev.intentobserve.cli;

import org.jspecify.annotations.NullMarked;

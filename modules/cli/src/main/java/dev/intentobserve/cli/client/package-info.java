/** Talks to the service over HTTP, and reads the files that are sent to it. Everything blocks. */
@NullMarked
package dev.intentobserve.cli.client;

import org.jspecify.annotations.NullMarked;

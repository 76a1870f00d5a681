/**
 * Assembles the service: reads the configuration once, starts the embedded database if none is
 * named, deploys the modules in order so that receivers start last, and stops them in reverse
 * order. The only module that knows all others and the real time.
 */
@NullMarked
package dev.intentobserve.app;

import org.jspecify.annotations.NullMarked;

/**
 * Opens the house: reads the configuration once, starts the embedded database if none is named,
 * deploys the rooms back to front so that doors open last, and stops them front to back. The only
 * place that knows every room and the real time.
 */
@NullMarked
package dev.intentobserve.app;

import org.jspecify.annotations.NullMarked;

/**
 * Measures the packaged product as its user runs it, scenario by scenario, each beside a peer on
 * the same server. Blocking; nothing else may run on the machine meanwhile.
 */
@NullMarked
package dev.intentobserve.tests.bench;

import org.jspecify.annotations.NullMarked;

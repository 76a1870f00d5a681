/** TODO. */
@NullMarked
package dev.intentobserve.ports.web;

import org.jspecify.annotations.NullMarked;

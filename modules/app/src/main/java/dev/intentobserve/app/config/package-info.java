/** TODO. */
@NullMarked
package dev.intentobserve.app.config;

import org.jspecify.annotations.NullMarked;

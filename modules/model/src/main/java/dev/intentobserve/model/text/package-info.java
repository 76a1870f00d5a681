/** Text for people: durations, spelling suggestions, and what is safe to show on a screen. */
@NullMarked
package dev.intentobserve.model.text;

import org.jspecify.annotations.NullMarked;

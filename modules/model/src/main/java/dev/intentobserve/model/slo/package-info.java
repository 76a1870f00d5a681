/** Service level objectives, their indicators and their status. */
@NullMarked
package dev.intentobserve.model.slo;

import org.jspecify.annotations.NullMarked;

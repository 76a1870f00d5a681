/** Events, the catalog of their types, claims about entities, dead letters and identity. */
@NullMarked
package dev.intentobserve.model.event;

import org.jspecify.annotations.NullMarked;

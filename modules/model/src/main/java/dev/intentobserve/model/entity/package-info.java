/** Entities: keys, facts that merge in any order, lifecycles and states. */
@NullMarked
package dev.intentobserve.model.entity;

import org.jspecify.annotations.NullMarked;

/** For operators: counts of received events, dead letters, the version and openapi.yaml. */
@NullMarked
package dev.intentobserve.api.ops;

import org.jspecify.annotations.NullMarked;

/** Generated files: how a document is written as JSON or YAML, and how two texts differ. */
@NullMarked
package dev.intentobserve.dashboards.output;

import org.jspecify.annotations.NullMarked;

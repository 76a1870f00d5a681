/** The dashboards, a class each, written as they are seen: from top to bottom. */
@NullMarked
package dev.intentobserve.dashboards.dashboards;

import org.jspecify.annotations.NullMarked;

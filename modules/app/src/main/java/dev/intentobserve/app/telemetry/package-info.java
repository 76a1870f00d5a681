/**
 * What the service tells about itself: logs, metrics, readiness and its own spans. Nothing here may
 * carry secrets or another tenant's names.
 */
@NullMarked
package dev.intentobserve.app.telemetry;

import org.jspecify.annotations.NullMarked;

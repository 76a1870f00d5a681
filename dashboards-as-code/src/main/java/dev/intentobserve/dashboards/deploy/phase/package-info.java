/** How the phases differ for users: {@code make deploy-diff}. The texts are Markdown resources. */
@NullMarked
package dev.intentobserve.dashboards.deploy.phase;

import org.jspecify.annotations.NullMarked;

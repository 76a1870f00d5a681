/**
 * What all routes share: requests and their parameters, answers, the router that mounts routes, the
 * questions to other modules and the order in which tenants read. Depends on no other sub-package.
 */
@NullMarked
package dev.intentobserve.api.http;

import org.jspecify.annotations.NullMarked;

/**
 * The pages of the running product, seen through a browser as people see them. A module of its own:
 * the browser's driver has 200 MB, which nobody should have to download who builds, runs or tests
 * the product itself.
 */
package dev.intentobserve.browser;

/**
 * Tests of the running product's pages in a real browser. A module of its own, because the driver
 * of the browser has 200 MB, which a normal build should not download.
 */
package dev.intentobserve.tests.browser;

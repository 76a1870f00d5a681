package dev.intentobserve.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On tests that are given the service which wants a key of whoever looks. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface KeyRequired {}

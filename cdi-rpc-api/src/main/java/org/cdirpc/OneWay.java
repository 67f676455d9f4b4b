package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The caller does not wait for the method to run: it returns once the call is in the channel's outgoing buffer. The
 * method must return void and declare no exception. What fails later is counted and logged on the side where it fails,
 * and nothing is repeated after sending.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OneWay {}

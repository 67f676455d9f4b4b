package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that running the method twice does no harm, so that a call whose fate is {@link org.cdirpc.spi.Progress#UNKNOWN}
 * may be repeated within the retry budget. On a contract it holds for all its methods.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}

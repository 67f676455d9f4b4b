package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a call may be repeated: that running the method twice does no harm, or, with {@link #by()}, that cdi-rpc
 * keeps it from running twice. A call whose fate is {@link org.cdirpc.spi.Progress#UNKNOWN} is then repeated within the
 * retry budget. On a contract it holds for all its methods that have none of their own.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /**
     * Where the key of a write is: the name of a parameter, or a path into one such as {@code order.id}; with
     * one parameter its name may be left out. A path's steps are record components, getters or public fields; it ends at
     * a {@code String}, an integer, a {@code UUID} or an enum. Calls with the same key and equal arguments are one call: it
     * runs once, and all get its answer, on whatever provider, for as long as {@code cdirpc.idempotency.keep} says. A null
     * key, and a key that was used with other arguments, is refused. Empty, the default, means that the method is harmless
     * to repeat and nothing is kept.
     */
    String by() default "";
}

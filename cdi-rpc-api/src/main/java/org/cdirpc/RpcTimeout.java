package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;

/**
 * The time limit of a method's calls, or of all methods of a contract, from the call to its answer and across all
 * attempts. The nearest wins: {@link CallScope}, {@link RpcClient#timeoutMillis()}, the method, the contract, the
 * configured default (3 s). A call made by a bean that serves a call never gets more than that one has left.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RpcTimeout {

    /** The limit in {@link #unit()}; together at least 1 ms and at most 24 h. */
    long value();

    /** The unit of {@link #value()}. */
    ChronoUnit unit() default ChronoUnit.MILLIS;
}

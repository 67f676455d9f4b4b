package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much of a method one provider does. What is beyond it is refused before its arguments are decoded: the caller gets
 * {@link RpcRejectedException}, unless another instance takes the call.
 *
 * <p>On a bean class it holds for all methods of a contract together; on a method of the bean class, for that method in
 * addition. What the configuration says for the service ({@code cdirpc.service.<service>.max-concurrent}, {@code
 * max-per-second}) or the method goes over what stands here.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RpcLimit {

    /** The most calls that run or wait for a thread at a time, from 1 to 1,000,000; 0 for no limit. */
    int concurrent() default 0;

    /**
     * The most calls that begin in a second, from 1 to 10,000,000; 0 for no limit. After a pause a tenth of that may begin
     * at once.
     */
    int perSecond() default 0;
}

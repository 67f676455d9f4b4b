package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What becomes of a method's calls when they fail, or of all of a contract. The nearest wins: {@link
 * RpcClient#failureMode()}, the method, the contract, the configuration.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RpcFailureMode {

    /** The mode. */
    FailureMode value();
}

package org.cdirpc;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface as a contract that is served and called across the cluster.
 *
 * <p>Every managed or session bean with this type is exported by its application; every application can inject the
 * interface and gets its own bean if it has one, else a proxy. It is a stereotype so that the interface is found in
 * archives of every bean-discovery mode.
 */
@Documented
@Stereotype
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Remote {

    /** The service's name in the cluster; by default the interface's fully qualified name. */
    String name() default "";

    /** Separates independent fleets of one service, such as tenants or stages; by default the nameless group. */
    String group() default "";

    /**
     * The contract's version, {@code major.minor} or {@code major.minor.patch}, each from 0 to 65535. A consumer is
     * served by providers of the same major version whose minor and patch are equal or newer, unless it asks for others
     * with {@link RpcClient#version()}. Providers of several versions live side by side, in one application too.
     */
    String version() default "1.0";
}

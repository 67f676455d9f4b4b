package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameters of a contract's method whose values decide which instance gets the call: equal keys go to the
 * same instance as long as it lives and is not overloaded. Where nothing else is chosen, methods with such a parameter
 * use the balancer {@code consistent-hash}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface RoutingKey {

    /**
     * Prefers the instance whose Hazelcast member owns the partition of this key, so that the bean finds the key's data
     * in its own memory. At most one parameter of a method, of a type that is a key on every node: String, UUID, a
     * number or its wrapper. Where no such instance can take the call it goes by hash.
     */
    boolean affinity() default false;
}

package org.cdirpc;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a local bean of a contract that serves its calls when no instance can: none is known, reachable or ready, all
 * refuse, or the circuit is open; never where the call may have run. Such a bean is not exported, and is not what {@code
 * @Inject} of the contract finds.
 *
 * <p>It is called in its caller's request, or in one of its own where the caller has none or does not wait. A bean in {@code
 * @Dependent} scope is made once, and called by several threads at a time.
 */
@Documented
@Qualifier
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface RpcFallback {

    /** An inline instance, for programmatic look-up. */
    final class Literal extends AnnotationLiteral<RpcFallback> implements RpcFallback {

        private static final long serialVersionUID = 1L;

        /** The only one there is. */
        public static final Literal INSTANCE = new Literal();

        private Literal() {}
    }
}

package org.cdirpc;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the remote proxy of a contract, also where the application has a bean of its own for it. The members are
 * binding: there is one proxy bean per distinct value.
 */
@Documented
@Qualifier
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RpcClient {

    /**
     * The versions of providers that will do; by default the contract's own.
     *
     * <ul>
     *   <li>{@code 1.2}: the oldest that will do. Every provider of the same major version that is not older: 1.2, 1.3.1, but
     *       neither 1.1 nor 2.0.
     *   <li>{@code [1.2,1.4)}: a range, as Maven and OSGi write it; {@code [} and {@code ]} include their version, {@code (}
     *       and {@code )} leave it out. It may reach over major versions, {@code [1.2,3)}, where the methods that are called
     *       are the same in both, or be open, {@code [1.2,)}.
     *   <li>{@code [1.2]}: that version alone.
     * </ul>
     */
    String version() default "";

    /** The group to call; by default the contract's own. */
    String group() default "";

    /**
     * The time limit of every call through this injection point, in milliseconds, at least 1. Zero leaves it to
     * {@link RpcTimeout} on the method or contract, then to the configured default.
     */
    long timeoutMillis() default 0;

    /**
     * The balancer's name: {@code p2c}, {@code round-robin}, {@code random}, {@code least-active}, {@code
     * shortest-response}, {@code consistent-hash}, or one of the application's own; by default the configured one.
     */
    String balancer() default "";

    /** What becomes of calls that fail; by default what {@link RpcFailureMode} or the configuration says. */
    FailureMode failureMode() default FailureMode.INHERIT;

    /** An inline instance, for programmatic look-up. */
    final class Literal extends AnnotationLiteral<RpcClient> implements RpcClient {

        private static final long serialVersionUID = 1L;

        /** All members at their defaults. */
        public static final Literal INSTANCE = new Literal("", "", 0, "", FailureMode.INHERIT);

        private final String version;
        private final String group;
        private final long timeoutMillis;
        private final String balancer;
        private final FailureMode failureMode;

        private Literal(String version, String group, long timeoutMillis, String balancer, FailureMode failureMode) {
            this.version = version;
            this.group = group;
            this.timeoutMillis = timeoutMillis;
            this.balancer = balancer;
            this.failureMode = failureMode;
        }

        /** A literal with the given members; see the annotation's members for their ranges. */
        public static Literal of(
                String version, String group, long timeoutMillis, String balancer, FailureMode failureMode) {
            return new Literal(version, group, timeoutMillis, balancer, failureMode);
        }

        /** A literal that leaves the failure mode as it is; see the annotation's members for the others' ranges. */
        public static Literal of(String version, String group, long timeoutMillis, String balancer) {
            return of(version, group, timeoutMillis, balancer, FailureMode.INHERIT);
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public String group() {
            return group;
        }

        @Override
        public long timeoutMillis() {
            return timeoutMillis;
        }

        @Override
        public String balancer() {
            return balancer;
        }

        @Override
        public FailureMode failureMode() {
            return failureMode;
        }
    }
}

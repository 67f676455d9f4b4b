package org.cdirpc.faults.races;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Scenarios of a race that are run first, before those that Lincheck makes up: where two operations are known to meet, few
 * interleavings of those two find what many of any others rarely do. Each is what happens one after the other, then
 * {@code >}, then what each thread does, divided by {@code |}; operations by their names and number, if they take one,
 * divided by {@code ;}: {@code "send; run > cancel 0 | reply; run"}. Operations that must not run at the same time as each
 * other ({@code nonParallelGroup}) are to be in one thread; nothing looks after that here.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Scenarios {

    /** What they are. */
    String[] value();
}

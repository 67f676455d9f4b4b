package org.cdirpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A provider's promise that a method never waits: no I/O, no lock that is held for long, no blocking remote call, and
 * only microseconds of work. Such a method may run on the I/O thread that read the call, which saves a change of thread
 * and holds up every other call of that thread for as long as it runs. A blocking remote call that it makes all the same
 * fails at once.
 *
 * <p>On a bean class it holds for all methods of the bean; on a method of the bean class, for that method. An interceptor
 * or decorator of the bean whose class does not carry it as well moves the method to the pool; a warning at start names
 * it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NonBlocking {}

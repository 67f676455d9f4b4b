package org.cdirpc.benchmarks.compare.child;

/** What a child is: it answers lines, one after the other. */
public interface Role extends AutoCloseable {

    /** What the first line of the child says. */
    String greeting();

    /** The answer to a line. */
    String obey(String... words) throws Exception;
}

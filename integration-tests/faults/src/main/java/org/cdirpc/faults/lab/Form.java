package org.cdirpc.faults.lab;

/** How much of a row is run. */
public enum Form {
    /**
     * As in {@code mvn verify}: the shortest that still shows the fault. Bars of <em>time</em> are wider here, where a
     * build machine runs other things beside it; no bar of an account (lost, doubled, lying, hanging) ever is.
     */
    BRIEF,
    /** By default: minutes. */
    SHORT,
    /** The scorecard's own figures. */
    LONG;

    /** The value for this form. */
    public <T> T of(T brief, T usual, T full) {
        return switch (this) {
            case BRIEF -> brief;
            case SHORT -> usual;
            case LONG -> full;
        };
    }

    /** The scorecard's bar, or the wider one of a build machine. */
    public double bar(double strict, double whileBuilding) {
        return this == BRIEF ? whileBuilding : strict;
    }
}

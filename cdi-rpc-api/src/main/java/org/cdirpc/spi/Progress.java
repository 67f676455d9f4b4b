package org.cdirpc.spi;

/** How far a failed call got. It is carried by every failure, on the wire and in the exception. */
public enum Progress {
    /** The call never left this node. */
    NOT_SENT(0),
    /** The other side says that the method did not start: draining, rejected, refused. */
    NOT_STARTED(1),
    /** The call was sent and nothing is known of it since: it may have run, or be running. */
    UNKNOWN(2),
    /** The method ran to its end: it answered or threw. */
    COMPLETED(3);

    private final int wireId;

    Progress(int wireId) {
        this.wireId = wireId;
    }

    /** The stable number of this value in frames. */
    public int wireId() {
        return wireId;
    }

    /** Whether it is certain that the method did not run, so that another attempt repeats nothing. */
    public boolean certainlyNotRun() {
        return this == NOT_SENT || this == NOT_STARTED;
    }

    /**
     * The value of a number in a frame; a number this release does not know is {@link #UNKNOWN}, which claims least.
     */
    public static Progress ofWireId(int wireId) {
        for (Progress progress : values()) {
            if (progress.wireId == wireId) {
                return progress;
            }
        }
        return UNKNOWN;
    }
}

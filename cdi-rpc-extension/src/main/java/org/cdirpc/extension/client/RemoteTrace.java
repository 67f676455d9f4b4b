package org.cdirpc.extension.client;

import java.util.List;

/** Where an exception was thrown on the provider, as text; attached to what the caller gets. */
final class RemoteTrace extends Exception {

    private static final long serialVersionUID = 1L;

    RemoteTrace(String type, List<String> frames) {
        super(
                "thrown by the provider as " + type
                        + frames.stream()
                                .map(frame -> System.lineSeparator() + "\t\tat " + frame)
                                .reduce("", String::concat),
                null,
                false,
                false);
    }
}

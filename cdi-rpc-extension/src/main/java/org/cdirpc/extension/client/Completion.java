package org.cdirpc.extension.client;

import org.cdirpc.transport.channel.Answer;

/** Where a call's answer goes. Called exactly once for each {@link CallStep#run}, by any thread; must not block. */
@FunctionalInterface
interface Completion {

    /** Takes the answer. */
    void complete(Answer answer);
}

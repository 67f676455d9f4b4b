package org.cdirpc.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.cdirpc.sample.demo.node.TestProcess;

/** Starts a child as the supervisor does, in a process that is not the supervisor. */
public final class TestParent {

    private TestParent() {}

    /** Starts a child that is up when this returns its id. */
    public static long startChild() throws IOException, InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        Child child = Child.start(
                "child",
                Child.java(List.of("-Xmx64m", "-XX:+UseSerialGC"), TestProcess.class, List.of(TestProcess.GOOD)),
                Files.createTempFile("demo-test", ".log"),
                line -> up.countDown());
        up.await();
        return child.pid();
    }
}

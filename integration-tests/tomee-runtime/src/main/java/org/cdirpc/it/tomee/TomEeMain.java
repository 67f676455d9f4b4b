package org.cdirpc.it.tomee;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Connector;
import org.apache.tomee.embedded.Configuration;
import org.apache.tomee.embedded.Container;

/**
 * Runs TomEE until its input ends or it is told to terminate: {@code TomEeMain <port> <directory>}. It obeys the lines
 * {@code deploy <context> <path>} and {@code undeploy <context>} of its input, and says {@code READY}, {@code DONE} or
 * {@code FAILED ...}.
 */
public final class TomEeMain {

    private TomEeMain() {}

    /** See the class. */
    public static void main(String... arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        Configuration configuration = new Configuration().http(port).dir(arguments[1]);
        configuration.setHost("localhost");
        configuration.setStopPort(-1);
        configuration.setQuickSession(true);
        Container container = start(configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(container), "tomee-shutdown"));
        System.out.println("READY");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            obey(container, line.split(" ", 3));
        }
        Runtime.getRuntime().exit(0);
    }

    private static Container start(Configuration configuration) {
        try {
            return new LoopbackContainer(configuration);
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace(System.out);
            // Half a server has threads that would keep the process.
            Runtime.getRuntime().halt(1);
            throw new IllegalStateException(failed);
        }
    }

    private static void obey(Container container, String[] words) {
        try {
            switch (words[0]) {
                case "deploy" -> container.deploy(words[1], new File(words[2]), true);
                case "undeploy" -> container.undeploy(words[1]);
                default -> throw new IllegalArgumentException(words[0] + " (expected: deploy or undeploy)");
            }
            System.out.println("DONE " + words[0]);
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace(System.out);
            System.out.println("FAILED " + words[0] + ": " + failed);
        }
    }

    private static void close(Container container) {
        try {
            container.close();
        } catch (RuntimeException failed) {
            failed.printStackTrace(System.out);
        }
    }

    /** Listens on the loopback address only, which the configuration cannot say. */
    private static final class LoopbackContainer extends Container {

        LoopbackContainer(Configuration configuration) throws Exception {
            this.configuration = configuration;
            setup(configuration);
            start();
        }

        @Override
        protected Connector createConnector() {
            Connector connector = new Connector();
            connector.setPort(configuration.getHttpPort());
            connector.setProperty("address", "127.0.0.1");
            return connector;
        }
    }
}

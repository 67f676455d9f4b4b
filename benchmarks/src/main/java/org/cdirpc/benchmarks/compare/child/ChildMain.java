package org.cdirpc.benchmarks.compare.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.cdirpc.benchmarks.compare.Contender;

/**
 * One system's server or client: {@code server NAME} or {@code client NAME PORT}. Says {@code ready ...} when it runs,
 * then answers each line of its input with one line, {@code ok ...} or {@code failed ...}, and ends when its input does.
 * Whatever the system prints goes to the error output.
 */
public final class ChildMain {

    private static final long LONGEST_CLOSE_MILLIS = 1_000;

    private ChildMain() {}

    /** Runs it; see the class. */
    public static void main(String... arguments) throws Exception {
        run(() -> {
            Contender contender = contender(arguments[1]);
            return arguments[0].equals("server")
                    ? ServerRole.start(contender)
                    : ClientRole.start(contender, Integer.parseInt(arguments[2]));
        });
    }

    /** Starts a role and lives as long as there is input. */
    public static void run(Callable<Role> start) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Role role;
        try {
            role = start.call();
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace();
            answers.println("failed " + oneLine(failure));
            answers.flush();
            Runtime.getRuntime().halt(1);
            return;
        }
        answers.println("ready " + role.greeting());
        answers.flush();
        obey(role, answers);
        end(role);
    }

    private static Contender contender(String name) {
        return ServiceLoader.load(Contender.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender of the name " + name));
    }

    private static void obey(Role role, PrintStream answers) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = "ok " + role.obey(line.split(" "));
            } catch (Exception | LinkageError failure) {
                failure.printStackTrace();
                answer = "failed " + oneLine(failure);
            }
            answers.println(answer);
            answers.flush();
        }
    }

    /** In order if that is quick; whatever threads the system has left end with the process. */
    private static void end(Role role) throws InterruptedException {
        Thread closing = new Thread(() -> {
            try {
                role.close();
            } catch (Exception failure) {
                // The process ends all the same.
            }
        });
        closing.setDaemon(true);
        closing.start();
        closing.join(LONGEST_CLOSE_MILLIS);
        Runtime.getRuntime().halt(0);
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure).replaceAll("\\s+", " ");
    }
}

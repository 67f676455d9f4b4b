package org.cdirpc.sample.demo.node;

import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.cdirpc.sample.shop.Orders;

/**
 * The consumer: a container that has no bean of the shop, so what it injects is remote. It prints
 * {@value ProviderMain#READY}, begins at {@value #BEGIN}, prints its statistics twice a second, and at {@value #END}
 * finishes what it has and prints {@value #DONE} with its totals.
 *
 * <p>Arguments: the run's name, the file for the outcomes, the time limit of a call in milliseconds, and the most
 * orders per second.
 */
public final class ConsumerMain {

    /** The command to begin. */
    public static final String BEGIN = "begin";

    /** The command to finish. */
    public static final String END = "end";

    /** Before a line of statistics. */
    public static final String STATISTICS = "@statistics ";

    /** Before the last statistics. */
    public static final String DONE = "@done ";

    private ConsumerMain() {}

    /** Starts the consumer. */
    public static void main(String... arguments) {
        ParentInput.live(System.in, () -> {
            SeContainer container = Container.of(RemoteShop.class).initialize();
            Orders orders = container.select(RemoteShop.class).get().orders();
            Outcomes outcomes = Outcomes.open(Path.of(arguments[1]));
            Duration timeLimit = Duration.ofMillis(Long.parseLong(arguments[2]));
            Customers customers =
                    new Customers(orders, arguments[0], outcomes, timeLimit, Integer.parseInt(arguments[3]));
            System.out.println(ProviderMain.READY);
            return command -> obey(command, customers, outcomes);
        });
    }

    private static void obey(String command, Customers customers, Outcomes outcomes) {
        if (command.equals(BEGIN)) {
            customers.begin(statistics -> System.out.println(STATISTICS + statistics.line()));
        } else if (command.equals(END)) {
            Statistics last = customers.end();
            try {
                outcomes.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            System.out.println(DONE + last.line());
        }
    }
}

package org.cdirpc.extension.cdi;

import static org.cdirpc.extension.cdi.CdiMessages.TEXT;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cdirpc.RpcClient;
import org.cdirpc.cluster.routing.Balancers;
import org.cdirpc.spi.BalancerFactory;
import org.cdirpc.spi.VersionRange;

/** Checks what {@code @RpcClient} asks for. Used by one thread. */
final class WishCheck {

    private static final long LONGEST_TIMEOUT = Duration.ofDays(1).toMillis();

    private final boolean furtherBalancers;
    private final List<String> problems;
    private final Set<String> balancers = new TreeSet<>();

    /**
     * A check.
     *
     * @param furtherBalancers whether beans bring balancers, whose names are known only when the node starts
     */
    WishCheck(ClassLoader loader, boolean furtherBalancers, List<String> problems) {
        this.furtherBalancers = furtherBalancers;
        this.problems = problems;
        try {
            Balancers.load(loader).stream().map(BalancerFactory::name).forEach(balancers::add);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** Adds a problem for each member that is wrong; whether there was none. */
    boolean isRight(Wish wish) {
        RpcClient client = wish.client();
        if (client == null) {
            return true;
        }
        int before = problems.size();
        if (wish.contract() == null) {
            problems.add(TEXT.noContract(wish.where(), wish.type().getTypeName()));
        }
        if (!client.version().isEmpty() && !isVersion(client.version())) {
            problems.add(TEXT.badVersion(wish.where(), client.version()));
        }
        if (client.timeoutMillis() < 0 || client.timeoutMillis() > LONGEST_TIMEOUT) {
            problems.add(TEXT.badTimeout(wish.where(), client.timeoutMillis()));
        }
        if (!client.balancer().isEmpty() && !furtherBalancers && !balancers.contains(client.balancer())) {
            problems.add(TEXT.unknownBalancer(wish.where(), client.balancer(), String.join(", ", balancers)));
        }
        return problems.size() == before;
    }

    private static boolean isVersion(String text) {
        try {
            VersionRange.parse(text);
            // A version alone needs its minor: "1" reads like "any 1.x" to some and like "1.0 alone" to others.
            return text.contains(".") || text.contains("[") || text.contains("(");
        } catch (IllegalArgumentException e) {
            // The message of our own names the injection point, which this one cannot.
            return false;
        }
    }
}

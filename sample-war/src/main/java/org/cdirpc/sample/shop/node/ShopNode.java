package org.cdirpc.sample.shop.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who this node is: the system property {@code shop.node}, else host and process id. */
@ApplicationScoped
public class ShopNode {

    private final String name = System.getProperty("shop.node", hostAndProcess());

    /** The node's name, as receipts show it. */
    public String name() {
        return name;
    }

    private static String hostAndProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException noName) {
            host = "localhost";
        }
        return host + "-" + ProcessHandle.current().pid();
    }
}

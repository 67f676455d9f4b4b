package org.cdirpc.it.server.hello;

import jakarta.enterprise.context.ApplicationScoped;

/** Says who is here. */
@ApplicationScoped
public class HelloBean {

    /** A greeting with the system property {@code it.node}. */
    public String greeting() {
        return "hello from " + System.getProperty("it.node");
    }
}

package org.cdirpc.extension.cdi.app;

import jakarta.enterprise.context.ApplicationScoped;

/** A provider. */
@ApplicationScoped
public class LocalGreeter implements Greeter {
    @Override
    public String greet(String whom) {
        return "Hello, " + whom;
    }
}

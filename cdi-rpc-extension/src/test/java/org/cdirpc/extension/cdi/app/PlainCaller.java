package org.cdirpc.extension.cdi.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;

/** Calls what a plain injection point gets. */
@ApplicationScoped
public class PlainCaller implements Function<String, String> {

    @Inject
    Greeter greeter;

    @Override
    public String apply(String whom) {
        return greeter.greet(whom);
    }
}

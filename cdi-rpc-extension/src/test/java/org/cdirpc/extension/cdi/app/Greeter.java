package org.cdirpc.extension.cdi.app;

import org.cdirpc.Remote;

/** A contract. */
@Remote
public interface Greeter {
    String greet(String whom);
}

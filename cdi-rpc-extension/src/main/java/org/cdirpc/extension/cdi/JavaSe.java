package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.CDI;

/** Whether the process is this application's own. */
final class JavaSe {

    private JavaSe() {}

    /**
     * Whether this runs in Java SE: this library is on the class path of the process, or the container is one of Java SE in
     * a class loader of its own, as in a jar of jars. In an application server the library is in the application's class
     * loader, and what the process is told concerns the server, which stops its applications in its own order.
     */
    static boolean isHere() {
        return JavaSe.class.getClassLoader() == ClassLoader.getSystemClassLoader() || containerIsOfJavaSe();
    }

    private static boolean containerIsOfJavaSe() {
        try {
            return CDI.current() instanceof SeContainer;
        } catch (IllegalStateException | LinkageError none) {
            // No container says who it is, or the server has no such API.
            return false;
        }
    }
}

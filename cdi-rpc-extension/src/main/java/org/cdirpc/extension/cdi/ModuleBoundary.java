package org.cdirpc.extension.cdi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which classes are this extension's business. In an enterprise archive every extension sees the beans of all modules;
 * each module that brings the extension has a copy of its own, and a bean belongs to the copy that its own class loader
 * finds. Thread-safety: any thread.
 */
final class ModuleBoundary {

    private final Map<ClassLoader, Boolean> owned = new ConcurrentHashMap<>();

    /** Whether this very extension is the one that the class would get. */
    boolean owns(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && owned.computeIfAbsent(loader, ModuleBoundary::findsUs);
    }

    /** Whether this very extension is what the loader finds. */
    static boolean findsUs(ClassLoader loader) {
        if (loader == ModuleBoundary.class.getClassLoader()) {
            return true;
        }
        try {
            return loader.loadClass(RpcExtension.class.getName()) == RpcExtension.class;
        } catch (ClassNotFoundException | LinkageError e) {
            CdiLog.LOG.foreignModule(loader.toString(), e.toString());
            return false;
        }
    }
}

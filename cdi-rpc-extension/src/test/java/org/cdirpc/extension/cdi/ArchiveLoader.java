package org.cdirpc.extension.cdi;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** The class loader of one application: what its archives have comes from there, everything else from the tests. */
final class ArchiveLoader extends URLClassLoader {

    private final List<Archive> archives;

    ArchiveLoader(URL[] urls, List<Archive> archives) {
        super(urls, ArchiveLoader.class.getClassLoader());
        this.archives = archives;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (archives.stream().noneMatch(archive -> archive.brings(name))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) {
        byte[] code = Archive.codeOf(name);
        return defineClass(name, code, 0, code.length);
    }
}

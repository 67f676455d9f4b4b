package org.cdirpc.benchmarks.compare.costs;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A compilation unit that is no file. */
final class SourceInMemory extends SimpleJavaFileObject {

    private final String text;

    SourceInMemory(String className, String text) {
        super(URI.create("memory:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}

package org.cdirpc.extension.node;

import java.util.function.Supplier;

/**
 * One key of the configuration.
 *
 * @param name such as {@code cdirpc.port}
 * @param type what its values look like
 * @param defaultText the default as one would write it, or in words where it is computed
 * @param defaultValue the default
 * @param meaning one line for the table of keys
 */
record RpcConfigKey<T>(
        String name, RpcConfigType<T> type, String defaultText, Supplier<T> defaultValue, String meaning) {

    /** A key whose default is a value like any other. */
    static <T> RpcConfigKey<T> key(String name, RpcConfigType<T> type, String defaultText, String meaning) {
        return new RpcConfigKey<>(name, type, defaultText, () -> type.parse(defaultText), meaning);
    }

    /** A key whose default depends on where it runs. */
    static <T> RpcConfigKey<T> computed(
            String name, RpcConfigType<T> type, String inWords, Supplier<T> value, String meaning) {
        return new RpcConfigKey<>(name, type, inWords, value, meaning);
    }
}

package org.cdirpc.transport.cbor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** Names for definitions: as short as classes are called, unique among those of one reader, in the order of asking. */
final class DefinitionNames {

    private final Map<Object, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** The name that was given before; null if there is none. */
    @Nullable
    String known(Object what) {
        return names.get(what);
    }

    /** Gives a name, with a number behind it if it is taken. */
    String give(Object what, String wanted) {
        String plain = wanted.replaceAll("[^A-Za-z0-9_.$-]", "_");
        String name = plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + "-" + i;
        }
        names.put(what, name);
        return name;
    }

    /** {@code Page_Order} for a {@code Page<Order>}. */
    static String wanted(JavaType type) {
        if (type.isArrayType()) {
            return wanted(type.getContentType()) + ".array";
        }
        StringBuilder name = new StringBuilder(type.getRawClass().getSimpleName());
        for (JavaType argument : type.getBindings().getTypeParameters()) {
            name.append('_').append(wanted(argument));
        }
        return name.toString();
    }
}

package org.cdirpc.extension.cdi;

import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The module that this extension came with. In an enterprise archive containers keep the instances of all modules by the
 * ids of their beans: without the module in it, two web archives that call one contract would share a proxy, and with it
 * one's node. The name is the same after a restart and on other machines, since passivated references hold it.
 */
final class ModuleName {

    private static final Pattern BEFORE_WEB_INF = Pattern.compile("([^/!]+)!?/WEB-INF/");

    private ModuleName() {}

    /** The web archive's name; empty outside of one. */
    static String ofThisModule() {
        CodeSource source = ModuleName.class.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? ""
                : in(source.getLocation().toString());
    }

    static String in(String location) {
        Matcher matcher = BEFORE_WEB_INF.matcher(location);
        String name = "";
        while (matcher.find()) {
            name = matcher.group(1);
        }
        return name;
    }
}

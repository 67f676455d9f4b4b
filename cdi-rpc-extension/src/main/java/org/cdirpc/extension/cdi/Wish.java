package org.cdirpc.extension.cdi;

import java.lang.reflect.Member;
import java.lang.reflect.Type;
import org.cdirpc.RpcClient;
import org.jspecify.annotations.Nullable;

/**
 * A place where something of ours is injected.
 *
 * @param type the type there
 * @param contract the contract that this asks for; null if it asks for none
 * @param client the qualifier there; null without one
 * @param member the field, method or constructor
 */
record Wish(
        Type type, @Nullable Class<?> contract, @Nullable RpcClient client, Member member) {

    /** The place in words. */
    String where() {
        return member.getDeclaringClass().getName() + "." + member.getName();
    }
}

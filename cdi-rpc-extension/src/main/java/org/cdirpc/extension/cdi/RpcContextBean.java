package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.cdirpc.RpcContext;

/**
 * What {@code @Inject RpcContext} gets: at each use the call that the using thread serves, so that it can be injected
 * into beans that serve many. Outside of a call it fails as {@link RpcContext#current()} does. Serializable, so that
 * passivating beans can have it.
 */
final class RpcContextBean implements RpcContext, Serializable {

    private static final long serialVersionUID = 1L;

    private RpcContextBean() {}

    static void addTo(AfterBeanDiscovery event) {
        event.<RpcContext>addBean()
                .id("org.cdirpc.context/" + ModuleName.ofThisModule())
                .beanClass(RpcContextBean.class)
                .types(RpcContext.class, Object.class)
                .qualifiers(Any.Literal.INSTANCE, Default.Literal.INSTANCE)
                .scope(Dependent.class)
                .createWith(context -> new RpcContextBean());
    }

    @Override
    public String service() {
        return RpcContext.current().service();
    }

    @Override
    public String method() {
        return RpcContext.current().method();
    }

    @Override
    public Duration remaining() {
        return RpcContext.current().remaining();
    }

    @Override
    public boolean cancelled() {
        return RpcContext.current().cancelled();
    }

    @Override
    public Registration onCancel(Runnable action) {
        return RpcContext.current().onCancel(action);
    }

    @Override
    public Map<String, String> attachments() {
        return RpcContext.current().attachments();
    }

    @Override
    public Map<String, String> replyAttachments() {
        return RpcContext.current().replyAttachments();
    }

    @Override
    public void attachToReply(String key, String value) {
        RpcContext.current().attachToReply(key, value);
    }

    @Override
    public Optional<Peer> peer() {
        return RpcContext.current().peer();
    }

    /** Says whether there is a call, without failing where there is none. */
    @Override
    public String toString() {
        RpcContext served = RpcContext.currentOrNull();
        return served == null ? "RpcContext[no call]" : served.toString();
    }
}

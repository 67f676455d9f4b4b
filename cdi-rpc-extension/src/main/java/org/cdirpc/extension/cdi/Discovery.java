package org.cdirpc.extension.cdi;

import com.hazelcast.core.HazelcastInstance;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cdirpc.Remote;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.spi.BalancerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a deployment has of ours: contracts, who asks for them, and beans that implement them. Thread-safety:
 * all methods may be called by several threads at once; {@link #findings} is called when the others are over.
 */
final class Discovery {

    private final ModuleBoundary boundary = new ModuleBoundary();
    private final Set<Class<?>> marked = ConcurrentHashMap.newKeySet();
    private final Map<Class<?>, AnnotatedType<?>> annotated = new ConcurrentHashMap<>();
    private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
    private final Queue<FoundBean> beans = new ConcurrentLinkedQueue<>();
    private final Queue<FoundBean> hazelcasts = new ConcurrentLinkedQueue<>();
    private final Queue<FoundBean> standIns = new ConcurrentLinkedQueue<>();
    private final Queue<FoundBean> parts = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Findings findings;

    /** A type with {@code @Remote}: a contract, or a class that should be none. */
    void type(AnnotatedType<?> type) {
        if (type.getJavaClass().isAnnotationPresent(Remote.class)) {
            marked.add(type.getJavaClass());
            annotated.put(type.getJavaClass(), type);
        }
    }

    /** A contract with the annotations that extensions gave it; null where the container did not look at its archive. */
    @Nullable
    AnnotatedType<?> annotated(Class<?> contract) {
        return annotated.get(contract);
    }

    void injectionPoint(InjectionPoint point) {
        if (!point.isDelegate()) {
            RpcClient client = null;
            for (var qualifier : point.getQualifiers()) {
                if (qualifier instanceof RpcClient found) {
                    client = found;
                }
            }
            wish(point.getType(), client, point.getMember());
        }
    }

    void observer(ProcessObserverMethod<?, ?> event) {
        if (!(event instanceof ProcessSyntheticObserverMethod)) {
            parameters(event.getAnnotatedMethod());
        }
    }

    void bean(ProcessBean<?> event) {
        if (event instanceof ProcessProducerMethod<?, ?> producer) {
            parameters(producer.getAnnotatedProducerMethod());
            if (producer.getAnnotatedDisposedParameter() != null) {
                parameters(producer.getAnnotatedDisposedParameter().getDeclaringCallable());
            }
        }
        Bean<?> bean = event.getBean();
        Queue<FoundBean> place = placeOf(bean);
        if (place != null && boundary.owns(bean.getBeanClass())) {
            FoundBean found = FoundBean.of(event);
            place.add(found);
            marked.addAll(found.contracts());
        }
    }

    private @Nullable Queue<FoundBean> placeOf(Bean<?> bean) {
        if (FoundBean.hasContract(bean)) {
            return beans;
        }
        if (FoundBean.standsInForInstances(bean)) {
            return standIns;
        }
        Set<Type> types = bean.getTypes();
        if (types.contains(HazelcastInstance.class)) {
            return hazelcasts;
        }
        return types.contains(RpcInterceptor.class) || types.contains(BalancerFactory.class) ? parts : null;
    }

    /**
     * A bean that an extension added, when it is too late to leave {@code @Default} to it: it is known only after the
     * proxy beans were added.
     */
    void lateBean(ProcessSyntheticBean<?> event) {
        Bean<?> bean = event.getBean();
        Findings known = findings;
        if (known == null || bean.getQualifiers().stream().noneMatch(Default.class::isInstance)) {
            return;
        }
        for (Class<?> contract : RemoteTypes.contractsOf(bean.getTypes())) {
            boolean own = bean.getQualifiers().stream().anyMatch(RpcClient.class::isInstance);
            if (!own && known.proxyIsDefault(contract)) {
                CdiLog.LOG.rivalOfTheProxy(contract.getName(), bean.toString());
            }
        }
    }

    /** Everything found, judged; the same object each time. */
    synchronized Findings findings() {
        Findings known = findings;
        if (known == null) {
            known = new Judgement(marked, wishes, beans, hazelcasts, standIns, parts).findings();
            findings = known;
        }
        return known;
    }

    private void parameters(AnnotatedCallable<?> callable) {
        for (AnnotatedParameter<?> parameter : callable.getParameters()) {
            boolean event =
                    parameter.isAnnotationPresent(Observes.class) || parameter.isAnnotationPresent(ObservesAsync.class);
            if (!event) {
                wish(parameter.getBaseType(), parameter.getAnnotation(RpcClient.class), callable.getJavaMember());
            }
        }
    }

    private void wish(Type type, @Nullable RpcClient client, Member member) {
        Class<?> contract = RemoteTypes.contractOf(type);
        if ((contract != null || client != null) && boundary.owns(member.getDeclaringClass())) {
            wishes.add(new Wish(type, contract, client, member));
        }
    }
}

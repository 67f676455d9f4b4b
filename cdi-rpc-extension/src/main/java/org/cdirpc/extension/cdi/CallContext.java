package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request context of served calls, where the container looks its contexts up at each use, as Weld does. Beginning
 * and ending one is two writes to an array of the thread, where the containers' own activation costs several hundred
 * nanoseconds and a kilobyte; and its beans can leave their thread, to live until a stage completes.
 *
 * <p>Thread-safety: any thread; {@link Beans} belong to one thread at a time.
 */
final class CallContext implements AlterableContext {

    /**
     * One place for each thread, for its active beans. The array stays with the thread; empty, and of a class of the
     * JDK, it keeps nothing from being unloaded.
     */
    private final ThreadLocal<@Nullable Object @Nullable []> active = new ThreadLocal<>();

    @Override
    public Class<? extends Annotation> getScope() {
        return RequestScoped.class;
    }

    @Override
    public boolean isActive() {
        @Nullable Object[] place = active.get();
        return place != null && place[0] != null;
    }

    /** Makes these beans, or none for null, those of this thread. */
    void activate(@Nullable Beans beans) {
        @Nullable Object[] place = active.get();
        if (place == null) {
            place = new @Nullable Object[1];
            active.set(place);
        }
        place[0] = beans;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> bean) {
        return beans().get(bean);
    }

    @Override
    public <T> @Nullable T get(Contextual<T> bean, @Nullable CreationalContext<T> creation) {
        Beans beans = beans();
        T known = beans.get(bean);
        return known == null && creation != null ? beans.make(bean, creation) : known;
    }

    @Override
    public void destroy(Contextual<?> bean) {
        beans().destroy(bean);
    }

    private Beans beans() {
        @Nullable Object[] place = active.get();
        if (place == null || !(place[0] instanceof Beans beans)) {
            throw new ContextNotActiveException(CdiMessages.TEXT.noRequest());
        }
        return beans;
    }

    /** The beans of one request. Most requests have none, and then no map either. */
    static class Beans {

        private record Kept<T>(Contextual<T> bean, T instance, CreationalContext<T> creation) {
            void destroy() {
                try {
                    bean.destroy(instance, creation);
                } catch (RuntimeException e) {
                    // The call has its result; what a bean does at its end cannot change it, and the others end too.
                    CdiLog.LOG.beanEndFailed(bean.toString(), e);
                }
            }
        }

        private @Nullable Map<Contextual<?>, Kept<?>> kept;

        @SuppressWarnings("unchecked")
        <T> @Nullable T get(Contextual<T> bean) {
            Kept<?> found = kept == null ? null : kept.get(bean);
            return found == null ? null : (T) found.instance();
        }

        <T> @Nullable T make(Contextual<T> bean, CreationalContext<T> creation) {
            T instance = bean.create(creation);
            if (instance != null) {
                if (kept == null) {
                    kept = new LinkedHashMap<>(4);
                }
                kept.put(bean, new Kept<>(bean, instance, creation));
            }
            return instance;
        }

        void destroy(Contextual<?> bean) {
            Kept<?> found = kept == null ? null : kept.remove(bean);
            if (found != null) {
                found.destroy();
            }
        }

        /** Destroys all, while the context is active: what a bean uses at its end is still there. */
        void destroyAll() {
            if (kept != null) {
                List.copyOf(kept.values()).forEach(Kept::destroy);
                kept = null;
            }
        }
    }
}

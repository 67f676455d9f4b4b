package org.cdirpc.extension.cdi;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class loader of the application that this extension works for: the one module loader that its users have; where
 * they share the extension's own, the context loader of the deployment or that own one. Users in several sibling loaders mean that the extension lies above several
 * applications, which would then be one node with mixed class loaders and lifecycles.
 *
 * @param loader the loader
 * @param problems that there are several, if there are
 */
record ApplicationLoader(ClassLoader loader, List<String> problems) {

    static ApplicationLoader of(List<Wish> wishes, List<FoundBean> beans) {
        ClassLoader own = RpcExtension.class.getClassLoader();
        Set<ClassLoader> others = Stream.concat(
                        wishes.stream().map(wish -> wish.member().getDeclaringClass()),
                        beans.stream().map(bean -> bean.bean().getBeanClass()))
                .map(Class::getClassLoader)
                .filter(loader -> loader != own)
                .collect(Collectors.toSet());
        if (others.isEmpty()) {
            return new ApplicationLoader(ofThisThread(own), List.of());
        }
        ClassLoader first = others.iterator().next();
        if (others.size() == 1) {
            return new ApplicationLoader(first, List.of());
        }
        String loaders = others.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        return new ApplicationLoader(own, List.of(CdiMessages.TEXT.sharedExtension(own.toString(), loaders)));
    }

    /** The loader that the container deploys with, if this extension is what the application sees through it. */
    private static ClassLoader ofThisThread(ClassLoader own) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null && ModuleBoundary.findsUs(context) ? context : own;
    }
}

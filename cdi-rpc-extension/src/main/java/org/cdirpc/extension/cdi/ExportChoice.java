package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Specializes;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of several beans serves a contract: the one that a plain {@code @Inject} in this application would get. So
 * beans with {@code @Default} come first; only if there is none, those with other qualifiers count, which do not travel.
 * Among them it goes as CDI says: a specialised bean is gone, alternatives come before others, and among alternatives
 * the highest priority wins. Containers announce no disabled alternatives.
 *
 * <p>This is decided here, on the announced beans, because a look-up through an extension's bean manager does not see
 * the application's archives in every server.
 */
final class ExportChoice {

    private static final Set<Class<? extends Annotation>> OF_A_CLIENT =
            Set.of(SessionScoped.class, ConversationScoped.class);

    private ExportChoice() {}

    /** What is left: nothing, the choice, or those that are ambiguous. */
    static List<FoundBean> among(List<FoundBean> candidates) {
        List<FoundBean> left = preferring(candidates, FoundBean::isDefault);
        List<FoundBean> enabled = left;
        left = left.stream().filter(bean -> !isSpecialized(bean, enabled)).toList();
        left = preferring(left, bean -> bean.bean().isAlternative());
        if (left.size() > 1 && left.stream().allMatch(bean -> bean.priority().isPresent())) {
            int highest = left.stream()
                    .mapToInt(bean -> bean.priority().getAsInt())
                    .max()
                    .getAsInt();
            left = preferring(left, bean -> bean.priority().getAsInt() == highest);
        }
        return left;
    }

    /** Whether a bean can be called without a client's session; adds a problem if not. */
    static boolean canServe(FoundBean bean, Class<?> contract, List<String> problems) {
        if (bean.kind() == FoundBean.Kind.STATEFUL) {
            problems.add(CdiMessages.TEXT.stateful(contract.getName(), bean.name()));
            return false;
        }
        if (OF_A_CLIENT.contains(bean.bean().getScope())) {
            problems.add(CdiMessages.TEXT.scopeOfAClient(
                    contract.getName(), bean.name(), bean.bean().getScope().getSimpleName()));
            return false;
        }
        return true;
    }

    private static List<FoundBean> preferring(List<FoundBean> beans, Predicate<FoundBean> better) {
        List<FoundBean> best = beans.stream().filter(better).toList();
        return best.isEmpty() ? beans : best;
    }

    private static boolean isSpecialized(FoundBean bean, List<FoundBean> others) {
        return others.stream()
                .map(other -> other.bean().getBeanClass())
                .anyMatch(type -> type.isAnnotationPresent(Specializes.class)
                        && type.getSuperclass() == bean.bean().getBeanClass());
    }
}

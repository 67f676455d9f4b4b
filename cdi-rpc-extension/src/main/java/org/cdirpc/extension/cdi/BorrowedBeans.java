package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;

/** References that a node holds for as long as it lives. One thread at a time. */
final class BorrowedBeans {

    private final BeanManager manager;
    private final List<CreationalContext<?>> dependents = new ArrayList<>();

    BorrowedBeans(BeanManager manager) {
        this.manager = manager;
    }

    /** A reference of this type: of a bean in a normal scope its client proxy, of a dependent one an instance of ours. */
    <T> T borrow(FoundBean found, Class<T> type) {
        CreationalContext<?> creation = manager.createCreationalContext(found.bean());
        Object reference = manager.getReference(found.bean(), type, creation);
        if (found.isDependent()) {
            dependents.add(creation);
        }
        return type.cast(reference);
    }

    /** Gives back what nobody else would end. */
    void giveBack() {
        dependents.forEach(CreationalContext::release);
        dependents.clear();
    }
}

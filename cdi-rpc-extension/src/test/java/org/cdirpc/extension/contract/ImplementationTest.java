package org.cdirpc.extension.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which method of a class runs for a contract's. */
class ImplementationTest {

    interface Store<T> {
        void save(T value);

        default void both(T one, List<T> many) {}
    }

    interface Names extends Store<String> {}

    static class Own implements Names {
        @Override
        public void save(String value) {}

        public void save(Integer value) {}
    }

    abstract static class Base<A, B> implements Store<B> {
        @Override
        public void save(B value) {}

        public void save(A value, int other) {}

        public void save(Integer value) {}
    }

    static class Inheriting extends Base<Integer, String> implements Names {}

    private static java.lang.reflect.Method save() throws NoSuchMethodException {
        return Store.class.getMethod("save", Object.class);
    }

    @Test
    void aBridgeOrAnOverloadIsNotTaken() throws Exception {
        assertThat(Implementation.of(Own.class, save())).contains(Own.class.getDeclaredMethod("save", String.class));
    }

    @Test
    void theMethodOfAGenericSuperClassIsFound() throws Exception {
        assertThat(Implementation.of(Inheriting.class, save()))
                .contains(Base.class.getDeclaredMethod("save", Object.class));
    }

    @Test
    void aDefaultMethodIsNotTheClasss() throws Exception {
        assertThat(Implementation.of(Own.class, Store.class.getMethod("both", Object.class, List.class)))
                .isEmpty();
    }
}

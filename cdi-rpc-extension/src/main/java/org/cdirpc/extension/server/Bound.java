package org.cdirpc.extension.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.extension.call.BindAnswer;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * What a request's ids stand for.
 *
 * @param answer tells the consumer what does not fit
 * @param methods one for each requested method; null for one that does not fit
 */
record Bound(BindAnswer answer, List<@Nullable BoundMethod> methods) {

    /** Nothing of the service can be called. */
    static Bound refused(BindRequest request, String version, String why) {
        return new Bound(
                BindAnswer.refusal(version, why),
                Collections.nCopies(request.methods().size(), null));
    }

    /** Why a method cannot be called; null if it can. */
    @Nullable
    String reason(int index) {
        if (methods.get(index) != null) {
            return null;
        }
        return answer.refused().isEmpty() ? answer.misfits().get(index) : answer.refused();
    }

    /** Collects the methods of a request, one after the other. */
    static final class Methods {

        private final BindRequest request;
        private final String version;
        private final Map<Integer, String> misfits = new LinkedHashMap<>();
        private final List<@Nullable BoundMethod> methods = new ArrayList<>();
        private final List<Shapes.Agreed> agreed = new ArrayList<>();

        Methods(BindRequest request, String version) {
            this.request = request;
            this.version = version;
        }

        void fits(ExportedMethod method) {
            Shapes.Agreed positional = request.shapes().isEmpty()
                    ? Shapes.Agreed.NOTHING
                    : method.codec().shapes().agreedWith(request.shapes().get(methods.size()));
            methods.add(new BoundMethod(method, positional));
            agreed.add(positional);
        }

        void misfit(String why) {
            misfits.put(methods.size(), why);
            methods.add(null);
            agreed.add(Shapes.Agreed.NOTHING);
        }

        /** When all were told. */
        Bound bound() {
            // Whoever asked without shapes does not understand an answer about them.
            List<Shapes.Agreed> told = request.shapes().isEmpty() ? List.of() : agreed;
            return new Bound(new BindAnswer(version, "", misfits, told), methods);
        }
    }
}

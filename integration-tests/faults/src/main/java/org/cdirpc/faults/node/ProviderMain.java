package org.cdirpc.faults.node;

import java.nio.file.Path;
import org.cdirpc.extension.node.RpcNode;

/**
 * A provider. Its node is configured by system properties as any other; its first argument is its ledger, the second
 * where it notes its stalls. It prints {@value #READY} and its address once it serves, and stops in order when its input
 * ends.
 */
public final class ProviderMain {

    /** What the line begins with that says that it serves. */
    public static final String READY = "@ready ";

    private ProviderMain() {}

    /** Becomes a provider. */
    public static void main(String... arguments) throws Exception {
        StallWatch.start(Path.of(arguments[1]));
        Ledger ledger = Ledger.create(Path.of(arguments[0]));
        ReleaseParts parts = ReleaseParts.ofThisProcess();
        RpcNode.Builder builder = RpcNode.builder().classLoader(parts.getClass().getClassLoader());
        parts.export(builder, new LabBean(ledger));
        RpcNode node = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "faults-stop"));
        System.out.println(READY + node.address());
        Questions questions = new Questions(node.control()::health);
        ParentInput.obey(line -> {
            if (!questions.answered(line)) {
                throw new IllegalArgumentException(line + " (expected: a question)");
            }
        });
    }
}

package org.cdirpc.extension.cdi;

import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.interceptor.Interceptor;
import org.cdirpc.RpcCommand;
import org.cdirpc.RpcControl;

/**
 * Does what events of type {@link RpcCommand} say. There are two observers, since one that is notified synchronously is not
 * notified of what is fired asynchronously. What is thrown reaches whoever fired. Thread-safe.
 *
 * @param lifecycle knows the node
 */
record CommandObservers(NodeLifecycle lifecycle) {

    static void addTo(AfterBeanDiscovery event, NodeLifecycle lifecycle) {
        CommandObservers observers = new CommandObservers(lifecycle);
        observers.add(event, false);
        observers.add(event, true);
    }

    /** Everything is said, though most of it is the default: containers differ in what they assume. */
    private void add(AfterBeanDiscovery event, boolean async) {
        event.<RpcCommand>addObserverMethod()
                .beanClass(RpcExtension.class)
                .observedType(RpcCommand.class)
                .reception(Reception.ALWAYS)
                .transactionPhase(TransactionPhase.IN_PROGRESS)
                .priority(Interceptor.Priority.LIBRARY_BEFORE)
                .async(async)
                .notifyWith(told -> obey(told.getEvent()));
    }

    private void obey(RpcCommand command) {
        RpcControl control = lifecycle.control();
        if (command instanceof RpcCommand.Withdraw withdraw) {
            node(control, withdraw.node()).withdraw(withdraw.part(), withdraw.lasting(), withdraw.reason());
        } else if (command instanceof RpcCommand.PutBack putBack) {
            node(control, putBack.node()).putBack(putBack.part());
        } else if (command instanceof RpcCommand.Weigh weigh) {
            node(control, weigh.node()).weigh(weigh.part(), weigh.weight(), weigh.lasting());
        } else if (command instanceof RpcCommand.WeighAsConfigured weigh) {
            node(control, weigh.node()).weighAsConfigured(weigh.part());
        } else {
            control.ready();
        }
    }

    private static RpcControl.Node node(RpcControl control, String name) {
        return name.equals(RpcCommand.OWN) ? control.own() : control.of(name);
    }
}

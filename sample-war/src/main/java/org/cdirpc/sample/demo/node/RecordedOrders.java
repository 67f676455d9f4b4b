package org.cdirpc.sample.demo.node;

import jakarta.annotation.PostConstruct;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.cdirpc.sample.demo.account.LedgerFile;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Orders;
import org.cdirpc.sample.shop.OutOfStockException;
import org.cdirpc.sample.shop.Receipt;
import org.cdirpc.sample.shop.UnknownProductException;
import org.jspecify.annotations.NullUnmarked;

/**
 * Writes each order into this process's ledger file as it begins to run: the system property {@value #FILE}. A decorator
 * around the shop's bean sees what the bean sees, so what is written is what ran.
 */
@Decorator
@NullUnmarked
public abstract class RecordedOrders implements Orders {

    /** The system property with the file's path. */
    public static final String FILE = "demo.ledger";

    @Inject
    @Delegate
    Orders orders;

    private LedgerFile file;

    @PostConstruct
    void open() {
        try {
            file = LedgerFile.open(Path.of(System.getProperty(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Receipt place(Order order) throws OutOfStockException, UnknownProductException {
        file.append(order.id());
        return orders.place(order);
    }
}

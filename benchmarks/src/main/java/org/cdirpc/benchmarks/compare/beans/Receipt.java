package org.cdirpc.benchmarks.compare.beans;

import java.io.Serializable;
import org.cdirpc.benchmarks.compare.Orders;

/** What an order is answered with. */
public final class Receipt implements Serializable {

    private static final long serialVersionUID = 1;

    private long number;
    private long totalCents;
    private String confirmation = "";

    /** For the deserializer. */
    public Receipt() {}

    /** The receipt of an order: the total is computed from its lines. */
    public static Receipt of(Order order) {
        long total = 0;
        for (OrderLine line : order.getLines()) {
            total += line.getQuantity() * line.getPriceCents();
        }
        Receipt made = new Receipt();
        made.number = order.getNumber();
        made.totalCents = total;
        made.confirmation = Orders.confirmationOf(order.getNumber());
        return made;
    }

    public long getNumber() {
        return number;
    }

    public void setNumber(long number) {
        this.number = number;
    }

    public long getTotalCents() {
        return totalCents;
    }

    public void setTotalCents(long totalCents) {
        this.totalCents = totalCents;
    }

    public String getConfirmation() {
        return confirmation;
    }

    public void setConfirmation(String confirmation) {
        this.confirmation = confirmation;
    }
}

package org.cdirpc.benchmarks.compare.beans;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.benchmarks.compare.Orders;

/** An order. */
public final class Order implements Serializable {

    private static final long serialVersionUID = 1;

    private long number;
    private String customer = "";
    private long placedAtMillis;
    private boolean express;
    // The list is an ArrayList, which is serializable; Fastjson 2 adds to the one that it finds here.
    @SuppressWarnings("serial")
    private List<OrderLine> lines = new ArrayList<>();

    /** For the deserializer. */
    public Order() {}

    /** The order of this number, made anew. */
    public static Order of(long number) {
        Order made = new Order();
        made.number = number;
        made.customer = Orders.customerOf(number);
        made.placedAtMillis = Orders.placedAtOf(number);
        made.express = (number & 1) == 0;
        for (int line = 0; line < Orders.LINES; line++) {
            made.lines.add(OrderLine.of(number, line));
        }
        return made;
    }

    public long getNumber() {
        return number;
    }

    public void setNumber(long number) {
        this.number = number;
    }

    public String getCustomer() {
        return customer;
    }

    public void setCustomer(String customer) {
        this.customer = customer;
    }

    public long getPlacedAtMillis() {
        return placedAtMillis;
    }

    public void setPlacedAtMillis(long placedAtMillis) {
        this.placedAtMillis = placedAtMillis;
    }

    public boolean isExpress() {
        return express;
    }

    public void setExpress(boolean express) {
        this.express = express;
    }

    public List<OrderLine> getLines() {
        return lines;
    }

    public void setLines(List<OrderLine> lines) {
        this.lines = lines;
    }
}

package org.cdirpc.benchmarks.compare.beans;

import java.io.Serializable;
import org.cdirpc.benchmarks.compare.Orders;

/** A line of an order. */
public final class OrderLine implements Serializable {

    private static final long serialVersionUID = 1;

    private String sku = "";
    private int quantity;
    private long priceCents;

    /** For the deserializer. */
    public OrderLine() {}

    static OrderLine of(long number, int line) {
        OrderLine made = new OrderLine();
        made.sku = Orders.skuOf(number, line);
        made.quantity = Orders.quantityOf(number, line);
        made.priceCents = Orders.priceOf(number, line);
        return made;
    }

    public String getSku() {
        return sku;
    }

    public void setSku(String sku) {
        this.sku = sku;
    }

    public int getQuantity() {
        return quantity;
    }

    public void setQuantity(int quantity) {
        this.quantity = quantity;
    }

    public long getPriceCents() {
        return priceCents;
    }

    public void setPriceCents(long priceCents) {
        this.priceCents = priceCents;
    }
}

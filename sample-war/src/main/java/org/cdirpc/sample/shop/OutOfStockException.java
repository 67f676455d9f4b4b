package org.cdirpc.sample.shop;

/** The stock has fewer pieces than asked for; none was taken. */
public final class OutOfStockException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String sku;
    private final int left;

    /** A refusal for a product of which only so many pieces are left. */
    public OutOfStockException(String sku, int left) {
        super("out of stock: " + sku + ", " + left + " left");
        this.sku = sku;
        this.left = left;
    }

    /** The product. */
    public String sku() {
        return sku;
    }

    /** The pieces left. */
    public int left() {
        return left;
    }
}

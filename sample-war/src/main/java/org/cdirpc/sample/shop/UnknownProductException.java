package org.cdirpc.sample.shop;

/** The shop does not have this product. */
public final class UnknownProductException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String sku;

    /** A refusal for a product of this number. */
    public UnknownProductException(String sku) {
        super("no such product: " + sku);
        this.sku = sku;
    }

    /** The number that was asked for. */
    public String sku() {
        return sku;
    }
}

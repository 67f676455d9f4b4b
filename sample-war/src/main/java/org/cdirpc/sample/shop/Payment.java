package org.cdirpc.sample.shop;

import java.math.BigDecimal;

/** How an order is paid. The contract names all kinds there are, so nothing else can arrive. */
public sealed interface Payment {

    /** By card; the shop sees a token, never the number. */
    record Card(String token, String lastDigits) implements Payment {}

    /** By invoice, to be paid within some days. */
    record Invoice(String account, int days) implements Payment {}

    /** With a voucher. */
    record Voucher(String code, BigDecimal value) implements Payment {}
}

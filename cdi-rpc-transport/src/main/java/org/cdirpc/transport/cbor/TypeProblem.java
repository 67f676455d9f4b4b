package org.cdirpc.transport.cbor;

/**
 * Why a type of a contract cannot travel.
 *
 * @param path where: properties by name, elements as {@code []}, map values as {@code {}}, as in
 *     {@code Order.lines[].price}
 * @param reason what is there
 * @param fix what to write instead
 */
public record TypeProblem(String path, String reason, String fix) {
    @Override
    public String toString() {
        return "CDIRPC110300: " + path + ": " + reason + "; " + fix;
    }
}

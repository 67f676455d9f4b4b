package org.cdirpc.extension.version;

import org.cdirpc.transport.shape.Shape;

/** Stands in until shapes have a text of their own: the kinds of signatures. */
final class ShapeWord {

    private ShapeWord() {}

    static String of(Shape shape) {
        if (shape instanceof Shape.Nothing) {
            return "nothing";
        }
        return shape instanceof Shape.Unknown unknown ? unknown.text() : shape.toString();
    }

    static Shape parse(String text) {
        return text.equals("nothing") ? new Shape.Nothing() : new Shape.Unknown(text);
    }
}

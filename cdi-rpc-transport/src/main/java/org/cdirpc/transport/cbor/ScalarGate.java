package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Lets a scalar's deserializer see only the one form in which that scalar is written. */
final class ScalarGate extends DelegatingDeserializer {

    private final Accept accept;

    ScalarGate(Accept accept, ValueDeserializer<?> deserializer) {
        super(deserializer);
        this.accept = accept;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
        return new ScalarGate(accept, deserializer);
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        ValueDeserializer<?> gate = super.createContextual(context, property);
        JsonFormat.Value format = findFormatOverrides(context, property, handledType());
        if (!(gate instanceof ScalarGate own)) {
            return gate;
        }
        // A contract that asks for another form of a property gets it, on both sides.
        if (format.getShape() != JsonFormat.Shape.ANY) {
            return own.getDelegatee();
        }
        return format.hasPattern() ? new ScalarGate(Accept.TEXT, own.getDelegatee()) : own;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        if (!accept.matches(parser)) {
            return context.reportInputMismatch(this, "another form than %s", accept.kind());
        }
        Object value = super.deserialize(parser, context);
        if (value instanceof Float number && number.isInfinite() && !Double.isInfinite(parser.getDoubleValue())) {
            return context.reportInputMismatch(this, "larger than a float of 32 bits");
        }
        return value;
    }
}

package org.cdirpc.transport.cbor;

import java.io.OutputStream;
import java.io.Serial;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORFactoryBuilder;
import tools.jackson.dataformat.cbor.CBORParser;

/** Makes generators whose strings are definite and whose map keys are texts, and parsers that skip any name. */
final class DefiniteCborFactory extends CBORFactory {

    @Serial
    private static final long serialVersionUID = 1L;

    DefiniteCborFactory(CBORFactoryBuilder builder) {
        super(builder);
    }

    @Override
    protected JsonGenerator _createGenerator(ObjectWriteContext writing, IOContext io, OutputStream out) {
        return new DefiniteCborGenerator(
                writing,
                io,
                writing.getStreamWriteFeatures(_streamWriteFeatures),
                writing.getFormatWriteFeatures(_formatWriteFeatures),
                out);
    }

    @Override
    protected CBORParser _createParser(ObjectReadContext reading, IOContext io, byte[] data, int offset, int length) {
        _streamReadConstraints.validateDocumentLength(length);
        return new StrangeNamesParser(
                reading,
                io,
                reading.getStreamReadFeatures(_streamReadFeatures),
                reading.getFormatReadFeatures(_formatReadFeatures),
                _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
                data,
                offset,
                offset + length);
    }
}

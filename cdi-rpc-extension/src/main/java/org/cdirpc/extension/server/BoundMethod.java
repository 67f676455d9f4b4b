package org.cdirpc.extension.server;

import org.cdirpc.extension.call.Shapes;

/** A method as one channel may call it: with what both sides agreed to send by position. */
record BoundMethod(ExportedMethod method, Shapes.Agreed agreed) {}

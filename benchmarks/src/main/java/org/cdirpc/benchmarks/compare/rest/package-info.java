/** REST with JSON over HTTP/1.1. */
@NullMarked
package org.cdirpc.benchmarks.compare.rest;

import org.jspecify.annotations.NullMarked;

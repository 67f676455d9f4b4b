@NullMarked
package org.cdirpc.sample.demo.node;

import org.jspecify.annotations.NullMarked;

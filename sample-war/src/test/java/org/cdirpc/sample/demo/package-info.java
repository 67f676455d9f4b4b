@NullMarked
package org.cdirpc.sample.demo;

import org.jspecify.annotations.NullMarked;

/** Programs that the documents print. */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;

/**
 * For users who bring a Java class as a trial: the interface it implements, and what it is handed.
 * Needs nothing but the JDK.
 */
@NullMarked
package io.sonde.trial.user;

import org.jspecify.annotations.NullMarked;

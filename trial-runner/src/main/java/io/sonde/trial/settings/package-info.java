/** Typed reading of a configuration's maps, shared by the rooms of this module. */
@NullMarked
package io.sonde.trial.settings;

import org.jspecify.annotations.NullMarked;

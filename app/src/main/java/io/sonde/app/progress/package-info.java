/** What a person sees of a sweep while it runs, and at its end. Used by the commands. */
package io.sonde.app.progress;

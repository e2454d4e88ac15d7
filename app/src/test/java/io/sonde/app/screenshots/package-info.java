/** Takes the pictures of the guide's gallery, of sweeps that really run. */
package io.sonde.app.screenshots;

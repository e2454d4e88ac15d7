/** What jobs run on: GPUs and CPU slots. Plain values that every room above may use. */
package io.sonde.scheduler.device;

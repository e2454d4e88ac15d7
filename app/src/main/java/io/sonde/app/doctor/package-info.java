/**
 * What is wrong with an installation: one check for each part of it, each of which finds what holds
 * and what does not, why that matters, and what to do. Nothing is altered by looking.
 */
package io.sonde.app.doctor;

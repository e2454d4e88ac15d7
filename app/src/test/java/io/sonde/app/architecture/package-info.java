/**
 * The plan of the house as tests: which room may see which, where each library lives, and how code
 * is cut. Every rule comes with a fixture, a few classes that break it, and both are tried: the
 * product must keep the rule, the fixture must be caught by it. A change of the plan is a change
 * here.
 */
package io.sonde.app.architecture;

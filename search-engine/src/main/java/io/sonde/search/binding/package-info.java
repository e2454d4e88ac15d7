/**
 * Values of a document as typed Java values: numbers, texts, enums, lists, records, and sealed
 * interfaces whose records are the branches of a choice. Used by configurations; anyone may use it.
 */
package io.sonde.search.binding;

// What an axis spans, in about five round steps; the same as the server's AxisScale.
const STEPS = 5;
const LARGEST = 1e300;
const SAME = 1e-12;

/** One, two or five times a power of ten, near to a length. */
function roundStep(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  const digit = length / power;
  return power * (digit < 1.5 ? 1 : digit < 3 ? 2 : digit < 7 ? 5 : 10);
}

/** The scale that holds all from the least to the most. */
export function scaleAround(least, most) {
  let low = Math.max(least, -LARGEST);
  let high = Math.min(most, LARGEST);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= Math.max(SAME * size, 1 / LARGEST)) {
    const room = size > 1 / LARGEST ? size / 2 : 0.5;
    low -= room;
    high += room;
  }
  const step = roundStep((high - low) / STEPS);
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step, step };
}

/** A step of an axis that counts up to a number. */
export const countingStep = (most) => Math.max(1, roundStep(most / STEPS));

/** Where the steps of a scale are, from the lowest. */
export const ticks = ({ low, high, step }) =>
  Array.from({ length: Math.round((high - low) / step) + 1 }, (_, at) => low + at * step);

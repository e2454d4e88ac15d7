// How numbers and times read to people; the same as on the server.

/** A number that may have come as "NaN", "Infinity" or "-Infinity". */
export const toNumber = (value) => (value === null ? NaN : Number(value));

const minus = (text) => text.replaceAll('-', '−');

const grouped = (value) => value.toLocaleString('en').replaceAll(',', '\u202f');

const exponential = (value) => {
  const [digits, exponent] = value.toExponential(3).split('e');
  return `${Number(digits)}e${Number(exponent)}`;
};

export function number(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return minus(size < 1e4 ? String(value) : grouped(value));
  if (size >= 1e6 || size < 1e-3) return minus(exponential(value));
  return minus(String(Number(value.toPrecision(4))));
}

export function measured(value) {
  const size = Math.abs(value);
  const plain = size >= 0.01 && size < 100 && !Number.isInteger(value);
  return plain ? minus(value.toPrecision(4)) : number(value);
}

const two = (n) => String(n).padStart(2, '0');

/** A span of time in its two largest units. */
export function duration(seconds) {
  const s = Math.floor(seconds);
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor(s / 60) % 60)} min`;
  return `${Math.floor(s / 86400)} d ${two(Math.floor(s / 3600) % 24)} h`;
}

const count = (n, noun) => `${n} ${noun}${n === 1 ? '' : 's'} ago`;

/** How long ago, in the largest unit. */
export function ago(seconds) {
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds)} seconds ago`;
  if (seconds < 3600) return count(Math.floor(seconds / 60), 'minute');
  if (seconds < 86400) return count(Math.floor(seconds / 3600), 'hour');
  return count(Math.floor(seconds / 86400), 'day');
}

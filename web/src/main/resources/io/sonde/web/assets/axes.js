// How the values of a parameter lie on an axis; the same as on the server.
import { colour } from './charts.js';
import { number } from './figures.js';

const SCALES = {
  linear: [(v) => v, (m) => m],
  log: [Math.log, Math.exp],
  log1m: [(v) => -Math.log1p(-v), (m) => -Math.expm1(-m)],
};

/** An axis on which every code has a place within [0, 1]. */
export function axisOf(parameter) {
  if (parameter.values) {
    const many = parameter.values.length;
    return {
      name: parameter.path,
      listed: true,
      values: parameter.values,
      place: (code) => (code + 0.5) / many,
      text: (place) => parameter.values[Math.min(many - 1, Math.max(0, Math.floor(place * many)))],
      step: 1 / many,
      ticks: parameter.values.map((text, i) => [(i + 0.5) / many, text]),
    };
  }
  const [toModel, fromModel] = SCALES[parameter.scale];
  const from = toModel(parameter.low);
  const to = toModel(parameter.high);
  const value = (place) => {
    const exact = place <= 0 ? parameter.low : place >= 1 ? parameter.high : fromModel(from + place * (to - from));
    return parameter.kind === 'int' ? Math.round(exact) : exact;
  };
  const placeOf = (code) => (to > from ? (toModel(code) - from) / (to - from) : 0.5);
  const whole = parameter.kind === 'int';
  const span = parameter.high - parameter.low;
  const between = whole && parameter.scale === 'linear' && span > 0 && span <= 6 ? 1 / span : 0.25;
  const marks = Array.from({ length: Math.round(1 / between) + 1 }, (_, i) => value(Math.min(1, i * between)));
  return {
    name: parameter.path,
    listed: false,
    place: placeOf,
    text: (place) => number(value(place)),
    // A whole number is written only about where it lies, so that none stands twice.
    label: (place) => (whole && Math.abs(placeOf(value(place)) - place) > 0.04 ? '' : number(value(place))),
    step: 0.02,
    between,
    ticks: [...new Set(marks)].map((code) => [placeOf(code), number(code)]),
  };
}

/** The axis as ECharts has it, with its places as values. */
export function option(axis, base, name) {
  return {
    ...base,
    name,
    type: 'value',
    min: 0,
    max: 1,
    minInterval: 0,
    interval: axis.listed ? axis.step / 2 : axis.between,
    scale: false,
    axisLabel: {
      ...base.axisLabel,
      formatter: (place) => {
        if (!axis.listed) return axis.label(place);
        const at = place / axis.step - 0.5; // only the middles have a label
        return Math.abs(at - Math.round(at)) < 0.01 ? short(axis.text(place)) : '';
      },
    },
    splitLine: { show: false },
  };
}

export const short = (text, most = 18) => (text.length > most ? `…${text.slice(1 - most)}` : text);

/** The colours from the worst, 0, to the best, 1, as the theme has them now. */
export function shades() {
  const stops = [0, 1, 2, 3, 4].map((i) => colour(`scale-${i}`).match(/[\d.]+/g).slice(0, 3).map(Number));
  return (share) => {
    const at = Math.min(0.9999, Math.max(0, share)) * (stops.length - 1);
    const low = stops[Math.floor(at)];
    const high = stops[Math.floor(at) + 1];
    return `rgb(${low.map((c, i) => Math.round(c + (high[i] - c) * (at % 1))).join(', ')})`;
  };
}

/** How good a rank is: 1 for the best. */
export const goodness = (rank, total) => (total > 1 ? 1 - (rank - 1) / (total - 1) : 1);

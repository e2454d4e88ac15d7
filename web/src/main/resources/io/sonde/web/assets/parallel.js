// Parallel coordinates: a line for each trial through its place on every axis. A range of an axis is
// selected by dragging along it, or by moving its two handles with the arrow keys.
import { shades, short } from './axes.js';
import { colour } from './charts.js';

const TOP = 44;
const BOTTOM = 46;
const SIDE = 56;
const NARROWEST = 92;
const WITHOUT = 22; // how far below an axis those lie that do not have it

const svg = (name, attributes, text) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
};

/**
 * Draws into the container.
 *
 * @param axes in their order, with `places` of the trials: null where a trial does not have it
 * @param trials with their rank
 * @param told is called with the trials within all ranges, or null when nothing is selected
 */
export function parallel(container, axes, trials, told) {
  const frame = document.createElement('div');
  frame.className = 'parallel-frame';
  const canvas = document.createElement('canvas');
  const overlay = svg('svg', {});
  frame.append(canvas, overlay);
  container.replaceChildren(frame);
  frame.style.width = `${Math.max(container.clientWidth, 2 * SIDE + (axes.length - 1) * NARROWEST)}px`;
  const ranges = new Map();
  const order = trials.map((_, i) => i).sort((a, b) => trials[b].rank - trials[a].rank);

  const size = () => ({ width: frame.clientWidth, height: frame.clientHeight });
  const across = (i) => SIDE + (axes.length > 1 ? (i * (size().width - 2 * SIDE)) / (axes.length - 1) : 0);
  const up = (place) => {
    const height = size().height - TOP - BOTTOM;
    return place === null ? TOP + height + WITHOUT : TOP + (1 - place) * height;
  };
  const placeAt = (y) => 1 - (y - TOP) / (size().height - TOP - BOTTOM);

  const within = (i) =>
    [...ranges].every(([axis, [low, high]]) => {
      const place = axes[axis].places[i];
      return place !== null && place >= low - 1e-9 && place <= high + 1e-9;
    });

  const drawLines = () => {
    const { width, height } = size();
    const ratio = window.devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    const shade = shades();
    const faded = colour('line');
    const line = (i) => {
      pen.beginPath();
      axes.forEach((axis, at) => pen[at ? 'lineTo' : 'moveTo'](across(at), up(axis.places[i])));
      pen.stroke();
    };
    const chosen = ranges.size ? order.filter(within) : order;
    if (ranges.size) {
      pen.strokeStyle = faded;
      pen.globalAlpha = 0.35;
      order.forEach(line);
    }
    // By the place among those drawn: the best of a large sweep would all have one colour by rank.
    chosen.forEach((i, at) => {
      const good = chosen.length > 1 ? at / (chosen.length - 1) : 1;
      pen.strokeStyle = shade(good);
      pen.globalAlpha = chosen.length > 100 ? 0.14 + 0.5 * good ** 6 : 0.85;
      pen.lineWidth = chosen.length - at <= 10 ? 2 : 1;
      line(i);
    });
    told(ranges.size ? chosen.map((i) => trials[i]).reverse() : null);
  };

  const drawAxes = () => {
    const focused = document.activeElement?.dataset?.handle;
    overlay.replaceChildren();
    const lacking = axes.some((axis) => axis.places.includes(null));
    axes.forEach((axis, at) => {
      const x = across(at);
      const group = svg('g', {});
      const anchor = at === 0 ? 'start' : at === axes.length - 1 ? 'end' : 'middle';
      const edge = at === 0 ? x - SIDE + 4 : at === axes.length - 1 ? x + SIDE - 4 : x;
      const name = svg('text', { class: 'name', x: edge, y: at % 2 ? 14 : 30, 'text-anchor': anchor }, short(axis.name, 22));
      name.append(svg('title', {}, axis.name));
      group.append(name, svg('line', { class: 'axis-line', x1: x, x2: x, y1: up(1), y2: up(0) }));
      for (const [place, text] of axis.ticks) {
        group.append(svg('text', { x: x + 5, y: up(place) + 4 }, short(text, 12)));
      }
      if (lacking && axis.places.includes(null)) {
        group.append(svg('text', { x: x + 5, y: up(null) + 4 }, 'without'));
      }
      const [low, high] = ranges.get(at) ?? [0, 1];
      if (ranges.has(at)) {
        group.append(svg('rect', { class: 'axis-brush', x: x - 9, width: 18, y: up(high), height: Math.max(2, up(low) - up(high)) }));
      }
      const hit = svg('rect', { class: 'axis-hit', x: x - 14, width: 28, y: up(1) - 6, height: up(0) - up(1) + 12 });
      hit.addEventListener('pointerdown', (event) => drag(event, at));
      group.append(hit, handle(at, 0, low, x), handle(at, 1, high, x));
      overlay.append(group);
    });
    if (focused) overlay.querySelector(`[data-handle="${focused}"]`)?.focus();
  };

  const set = (at, low, high) => {
    if (low <= 0.001 && high >= 0.999) ranges.delete(at);
    else ranges.set(at, [Math.max(0, low), Math.min(1, high)]);
    drawAxes();
    drawLines();
  };

  const handle = (at, end, place, x) => {
    const axis = axes[at];
    const element = svg('rect', {
      class: 'axis-handle', x: x - 8, width: 16, height: 7, rx: 3, y: up(place) - 3.5,
      tabindex: 0, role: 'slider', 'aria-orientation': 'vertical', 'aria-valuemin': 0, 'aria-valuemax': 100,
      'aria-valuenow': Math.round(place * 100), 'aria-valuetext': axis.text(place),
      'aria-label': `${end ? 'highest' : 'lowest'} ${axis.name}`, 'data-handle': `${at}-${end}`,
    });
    element.addEventListener('keydown', (event) => {
      const range = [...(ranges.get(at) ?? [0, 1])];
      const moves = { ArrowUp: axis.step, ArrowRight: axis.step, ArrowDown: -axis.step, ArrowLeft: -axis.step, PageUp: 0.2, PageDown: -0.2, Home: -1, End: 1 };
      if (event.key === 'Escape') set(at, 0, 1);
      else if (event.key in moves) {
        const moved = Math.min(1, Math.max(0, range[end] + moves[event.key]));
        range[end] = end ? Math.max(moved, range[0]) : Math.min(moved, range[1]);
        set(at, ...range);
      } else return;
      event.preventDefault();
    });
    element.addEventListener('pointerdown', (event) => drag(event, at, (ranges.get(at) ?? [0, 1])[1 - end]));
    return element;
  };

  /** From the press to the release; a click without a move clears the axis. */
  const drag = (event, at, fixed) => {
    event.preventDefault();
    const inside = (e) => Math.min(1, Math.max(0, placeAt(e.clientY - overlay.getBoundingClientRect().top)));
    const start = fixed ?? inside(event);
    let moved = false;
    const move = (e) => {
      moved = true;
      const now = inside(e);
      set(at, Math.min(start, now), Math.max(start, now));
    };
    const end = (e) => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end); // the finger pans the page instead
      if (e.type === 'pointerup' && !moved && fixed === undefined) set(at, 0, 1);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  };

  const paint = () => {
    drawAxes();
    drawLines();
  };
  paint();
  const resized = new ResizeObserver(() => {
    frame.style.width = `${Math.max(container.clientWidth, 2 * SIDE + (axes.length - 1) * NARROWEST)}px`;
    paint();
  });
  resized.observe(container);
  document.addEventListener('sonde:theme', paint);
  return () => {
    resized.disconnect();
    document.removeEventListener('sonde:theme', paint);
  };
}

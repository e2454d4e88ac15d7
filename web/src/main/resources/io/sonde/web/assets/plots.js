// The charts of many trials, drawn by ECharts in the dress of charts.js.
import { axisOf, goodness, option as axisOption, shades } from './axes.js';
import { colour, draw, lines, span } from './charts.js';
import { measured, number } from './figures.js';

const finite = Number.isFinite;

/** An axis of values whose outliers do not flatten the others. */
function valueAxis(base, values, maximize) {
  const limit = span(values.filter(finite), maximize);
  return {
    axis: { ...base, min: maximize && limit !== null ? limit : undefined, max: !maximize && limit !== null ? limit : undefined },
    within: (v) => (limit === null ? v : maximize ? Math.max(v, limit) : Math.min(v, limit)),
  };
}

/** One parameter across, the value up; the best tenth stands out by its shape as well. */
export async function slice(element, doc, at, open) {
  const parameter = doc.parameters[at];
  const axis = axisOf(parameter);
  const trials = doc.trials.filter((t) => t.codes[at] !== null);
  const maximize = doc.objective.direction === 'maximize';
  const jitter = (i) => (axis.listed ? ((i * 0.618034) % 1 - 0.5) * axis.step * 0.6 : 0);
  const { chart } = await draw(element, (d) => {
    const y = valueAxis(d.base.yAxis, trials.map((t) => t.value), maximize);
    const series = (name, keep, symbol, size, paint, opacity) => ({
      name,
      type: 'scatter',
      symbol,
      symbolSize: size,
      itemStyle: { color: colour(paint), opacity },
      data: trials.filter(keep).map((t, i) => [axis.place(t.codes[at]) + jitter(i), y.within(t.value), t.trial, t.value]),
    });
    const good = (t) => goodness(t.rank, doc.total) >= 0.9;
    return {
      ...d.base,
      grid: { ...d.base.grid, top: 10, bottom: 6, right: 18 },
      legend: { show: false },
      tooltip: {
        ...d.base.tooltip,
        formatter: (p) => lines(`Trial ${p.value[2]}`, `${doc.objective.metric} ${measured(p.value[3])}`, axis.text(p.value[0])),
      },
      xAxis: axisOption(axis, d.base.xAxis),
      yAxis: { ...y.axis, splitNumber: 3 },
      series: [
        series('other trials', (t) => !good(t), 'circle', 4, 'muted', 0.4),
        series('best tenth', good, 'diamond', 8, 'accent', 0.85),
      ],
    };
  });
  chart.on('click', (p) => p.value && open(p.value[2]));
}

const FRAME = { left: 96, right: 20, top: 12, bottom: 44, containLabel: false };

function planeOf(d, x, y, names) {
  return {
    ...d.base,
    legend: { show: false },
    grid: FRAME,
    xAxis: { ...axisOption(x, d.base.xAxis, names[0]), nameGap: 26 },
    yAxis: { ...axisOption(y, d.base.yAxis), axisLine: { show: true, lineStyle: d.base.xAxis.axisLine.lineStyle } },
  };
}

/** What lies within which tenth of the values, so that outliers do not take all the colours. */
function tenths(values, maximize) {
  const sorted = [...values].sort((a, b) => (maximize ? a - b : b - a));
  return (v) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (maximize ? sorted[middle] < v : sorted[middle] > v) low = middle + 1;
      else high = middle;
    }
    return sorted.length > 1 ? Math.round((10 * low) / (sorted.length - 1)) / 10 : 1;
  };
}

/** A plane of cells; one without a trial near stays empty. Answers how to show another one. */
export function contour(element) {
  let doc = null;
  let drawn = null;
  const option = (d) => {
    const x = axisOf(doc.x);
    const y = axisOf(doc.y);
    const cells = doc.cells.flatMap((row, r) => row.map((v, c) => [(c + 0.5) / doc.columns, (r + 0.5) / doc.rows, v]).filter((cell) => cell[2] !== null));
    const part = tenths(cells.map((cell) => cell[2]), doc.objective.direction === 'maximize');
    const shade = shades();
    const size = [(element.clientWidth - FRAME.left - FRAME.right) / doc.columns + 0.6, (element.clientHeight - FRAME.top - FRAME.bottom) / doc.rows + 0.6];
    return {
      ...planeOf(d, x, y, [doc.x.path]),
      tooltip: {
        ...d.base.tooltip,
        formatter: (p) => lines(`about ${measured(p.value[2])}`, `${doc.x.path} ${x.text(p.value[0])}`, `${doc.y.path} ${y.text(p.value[1])}`),
      },
      series: [{
        type: 'scatter',
        symbol: 'rect',
        symbolSize: size,
        cursor: 'default',
        itemStyle: { color: (p) => shade(part(p.value[2])) },
        emphasis: { scale: false },
        data: cells,
      }],
    };
  };
  new ResizeObserver(async () => drawn && (await drawn).paint()).observe(element);
  return async (next) => {
    doc = next;
    drawn ??= draw(element, option);
    (await drawn).paint();
  };
}

/** The trials of a plane, coloured by their rank. Answers how to show another one. */
export function rank(element, doc, open) {
  let drawn = null;
  let plane = null;
  const option = (d) => {
    const [px, py] = plane.map((path) => doc.parameters.findIndex((p) => p.path === path));
    const x = axisOf(doc.parameters[px]);
    const y = axisOf(doc.parameters[py]);
    const shade = shades();
    const spread = (axis, i) => (axis.listed ? ((i * 0.618034) % 1 - 0.5) * axis.step * 0.5 : 0);
    const trials = doc.trials.filter((t) => t.codes[px] !== null && t.codes[py] !== null).sort((a, b) => b.rank - a.rank);
    return {
      ...planeOf(d, x, y, [plane[0]]),
      tooltip: {
        ...d.base.tooltip,
        formatter: (p) => lines(`Trial ${p.value[2]}, rank ${p.value[3]} of ${number(doc.total)}`, `${doc.objective.metric} ${measured(p.value[4])}`, `${plane[0]} ${x.text(p.value[0])}`, `${plane[1]} ${y.text(p.value[1])}`),
      },
      series: [{
        type: 'scatter',
        symbolSize: (v) => (v[3] <= 10 ? 13 : 6),
        itemStyle: { color: (p) => shade(goodness(p.value[3], doc.total)), opacity: 0.8 },
        data: trials.map((t, i) => [x.place(t.codes[px]) + spread(x, i), y.place(t.codes[py]) + spread(y, i * 7), t.trial, t.rank, t.value]),
      }],
    };
  };
  return async (x, y) => {
    plane = [x, y];
    if (!drawn) {
      drawn = draw(element, option);
      (await drawn).chart.on('click', (p) => p.value && open(p.value[2]));
    }
    (await drawn).paint();
  };
}

const DASHES = ['solid', [6, 4], [2, 3], [10, 3, 2, 3]];
const SHADES = ['accent', 'second', 'third', 'fourth', 'infeasible', 'failed', 'muted', 'ink'];

/** Lines of their own colour and dash, one for each entry with a name and points. */
export async function steps(element, entries, { across, up, step = 'end', percent = false, time = null, clip = null }) {
  return draw(element, (d) => {
    const all = entries.flatMap((e) => e.points.map((p) => p[1]));
    const y = clip === null ? { axis: d.base.yAxis, within: (v) => v } : valueAxis(d.base.yAxis, all, clip);
    const xs = clip === null && percent ? valueAxis(d.base.xAxis, entries.flatMap((e) => e.points.map((p) => p[0])), false).axis : d.base.xAxis;
    return {
      ...d.base,
      grid: { ...d.base.grid, right: time ? 36 : d.base.grid.right }, // the last moment is long
      legend: { ...d.base.legend, show: entries.length > 1, type: 'scroll' },
      tooltip: {
        ...d.base.tooltip,
        trigger: 'item',
        formatter: (p) => lines(p.seriesName, `${across} ${time ? time(p.value[0]) : number(p.value[0])}`, `${up} ${percent ? `${(100 * p.value[1]).toFixed(1)} %` : measured(p.value[1])}`),
      },
      xAxis: { ...xs, scale: true, minInterval: 0, name: across, axisLabel: { ...d.base.xAxis.axisLabel, formatter: (v) => (time ? time(v) : number(v)) } },
      yAxis: { ...y.axis, ...(percent ? { min: 0, max: 1, axisLabel: { ...d.base.yAxis.axisLabel, formatter: (v) => `${Math.round(100 * v)} %` } } : {}) },
      series: entries.map((entry, i) => ({
        name: entry.name,
        type: 'line',
        step,
        symbol: 'circle',
        symbolSize: 5,
        showSymbol: entry.points.length < 60,
        lineStyle: { width: 2, type: DASHES[Math.floor(i / 2) % 4], color: colour(SHADES[i % 8]) },
        itemStyle: { color: colour(SHADES[i % 8]) },
        data: entry.points.map(([a, b]) => [a, y.within(b)]),
      })),
    };
  });
}

/** Many curves in one chart, coloured from the worst end to the best. Answers how to show others. */
export function curves(element, open) {
  let doc = null;
  let drawn = null;
  const option = (d) => {
    const maximize = doc.objective.direction === 'maximize';
    const ends = new Map(doc.curves.map((c) => [c, c.points.map((p) => Number(p[1])).filter(finite).at(-1)]));
    const sorted = doc.curves.filter((c) => ends.get(c) !== undefined).sort((a, b) => (maximize ? 1 : -1) * (ends.get(a) - ends.get(b)));
    const y = valueAxis(d.base.yAxis, doc.curves.flatMap((c) => c.points.map((p) => Number(p[1]))), maximize);
    const shade = shades();
    return {
      ...d.base,
      legend: { show: false },
      grid: { ...d.base.grid, top: 12 },
      tooltip: { ...d.base.tooltip, formatter: (p) => lines(`Trial ${p.seriesName}`, `step ${p.value[0]}`, `${doc.metric} ${measured(p.value[1])}`) },
      xAxis: { ...d.base.xAxis, name: 'step', min: 'dataMin' },
      yAxis: y.axis,
      series: sorted.map((curve, i) => ({
        name: String(curve.trial),
        type: 'line',
        symbol: 'circle',
        symbolSize: curve.points.length === 1 ? 6 : 3,
        lineStyle: { width: i >= sorted.length - 3 ? 2.4 : 1.2, color: shade(sorted.length > 1 ? i / (sorted.length - 1) : 1) },
        itemStyle: { color: shade(sorted.length > 1 ? i / (sorted.length - 1) : 1) },
        data: curve.points.map(([s, v]) => [s, Number(v)]).filter(([, v]) => finite(v)).map(([s, v]) => [s, y.within(v)]),
      })),
    };
  };
  return async (next) => {
    doc = next;
    if (!drawn) {
      drawn = draw(element, option);
      (await drawn).chart.on('click', (p) => open(Number(p.seriesName)));
    }
    (await drawn).paint();
  };
}

/** The front by two of its objectives. */
export async function front(element, doc, open) {
  const [a, b] = doc.objectives;
  const { chart } = await draw(element, (d) => {
    const at = (p) => [p.values[0], p.values[1], p.trial];
    const sorted = doc.front.map(at).sort((p, q) => p[0] - q[0]);
    return {
      ...d.base,
      tooltip: { ...d.base.tooltip, formatter: (p) => lines(`Trial ${p.value[2]}`, `${a.metric} ${measured(p.value[0])}`, `${b.metric} ${measured(p.value[1])}`) },
      xAxis: { ...d.base.xAxis, scale: true, minInterval: 0, name: `${a.metric} (${a.direction})` },
      yAxis: d.base.yAxis,
      series: [
        { name: 'dominated', type: 'scatter', symbol: 'circle', symbolSize: 5, itemStyle: { color: colour('muted'), opacity: 0.45 }, data: doc.dominated.map(at) },
        { name: 'front', type: 'line', symbol: 'diamond', symbolSize: 9, lineStyle: { width: 1.5, type: [3, 3], color: colour('accent') }, itemStyle: { color: colour('accent') }, data: sorted },
      ],
    };
  });
  chart.on('click', (p) => p.value && open(p.value[2]));
}

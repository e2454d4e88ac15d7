// Charts in our own dress, drawn by ECharts. Colours come from the style sheet.
import { measured, number } from './figures.js';
import { countingStep, scaleAround, ticks } from './scale.js';

// A page that has its picture already is looked at first; compiling the library would hold it up.
const LOOK_MILLIS = 300;

/** Resolves once the page is loaded and the browser has nothing better to do. */
const idle = () =>
  new Promise((done) => {
    const wait = () => setTimeout(() => (window.requestIdleCallback ?? setTimeout)(done), LOOK_MILLIS);
    if (document.readyState === 'complete') wait();
    else addEventListener('load', wait, { once: true });
  });

/** The library, which a page only preloads when it has its picture already. */
async function library() {
  let script = document.querySelector('script[src$="/echarts.js"]');
  if (!script) {
    await idle();
    script = document.createElement('script');
    script.src = document.querySelector('link[href$="/echarts.js"]').href;
    document.head.append(script);
  }
  if (!window.echarts) await new Promise((done) => script.addEventListener('load', done));
  return window.echarts;
}

const ready = library();

/** What a colour of the style sheet is now, light or dark. */
export function colour(name) {
  const probe = document.createElement('i');
  probe.className = `probe-${name}`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

const STATES = {
  completed: 'circle',
  stopped: 'triangle',
  infeasible: 'diamond',
  failed: 'rect',
  cancelled: 'emptyCircle',
};

/** A tooltip of plain lines; nothing in it is read as markup. */
export function lines(...texts) {
  const box = document.createElement('div');
  for (const text of texts) {
    const line = document.createElement('div');
    line.textContent = text;
    box.append(line);
  }
  box.firstChild.className = 'tip-head';
  return box;
}

const dress = () => {
  const ink = colour('ink');
  const muted = colour('muted');
  const line = colour('line');
  const text = { color: muted, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
  const axis = {
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    axisLabel: { ...text, formatter: (value) => number(value), hideOverlap: true },
    splitLine: { lineStyle: { color: line } },
    nameTextStyle: text,
  };
  return {
    ink,
    muted,
    text,
    base: {
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 16, top: 36, bottom: 28, containLabel: true },
      tooltip: {
        confine: true,
        transitionDuration: 0,
        backgroundColor: colour('surface'),
        borderColor: line,
        textStyle: { ...text, color: ink },
        axisPointer: { lineStyle: { color: line }, label: { show: false } },
      },
      legend: { top: 0, right: 8, itemWidth: 14, itemHeight: 8, itemGap: 16, textStyle: text, selectedMode: false },
      xAxis: { type: 'value', ...axis, splitLine: { show: false }, nameLocation: 'middle', nameGap: 24, minInterval: 1 },
      yAxis: { type: 'value', scale: true, ...axis, axisLine: { show: false } },
    },
  };
};

/** Draws what `option` says into the element, again when its size or the theme changes. */
export async function draw(element, option) {
  const echarts = await ready;
  const chart = echarts.init(element);
  const paint = () => chart.setOption(option(dress()), { notMerge: true });
  paint();
  new ResizeObserver(() => chart.resize()).observe(element);
  document.addEventListener('sonde:theme', paint);
  return { chart, paint };
}

/** The largest span worth showing: a few trials gone astray must not flatten all the others. */
export function span(values, maximize) {
  const sorted = [...values].sort((a, b) => (maximize ? b - a : a - b));
  if (sorted.length < 8) return null;
  const best = sorted[0];
  const common = sorted[Math.floor(sorted.length * 0.85)];
  const limit = common + (common - best);
  const worst = sorted.at(-1);
  return Math.abs(worst - best) > 2.5 * Math.abs(limit - best) && limit !== best ? limit : null;
}

/** How wide the widest of these texts is, in pixels. */
function widest(texts, { fontSize, fontFamily }) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${fontSize}px ${fontFamily}`;
  return Math.max(...texts.map((text) => pen.measureText(text).width));
}

// A page that stays open for days shows no more than one that was just opened.
const MOST_POINTS = 2000;

/** Leaves out every second of the points, in their order, but for those that are to stay. */
function thin(points, stays) {
  [...points.keys()]
    .sort((a, b) => a - b)
    .forEach((at, i) => {
      if (!stays(points.get(at)) && i % 2) points.delete(at);
    });
}

/**
 * The objective of the ended trials, told apart by state, with the best so far. The server has drawn
 * the same already; its key stays, and shows the states that there are.
 */
export async function history(element, key, data, open) {
  const maximize = data.direction === 'maximize';
  const points = new Map(data.points.map((p) => [p.trial, { ...p, value: Number(p.value) }]));

  const bestLine = (sorted) => {
    let best = NaN;
    const line = [];
    for (const point of sorted) {
      const counts = point.state === 'completed' || point.state === 'stopped';
      const better = maximize ? point.value > best : point.value < best;
      if (counts && (Number.isNaN(best) || better)) best = point.value;
      if (!Number.isNaN(best)) line.push([point.trial, best]);
    }
    return line;
  };

  const option = (d) => {
    const sorted = [...points.values()].filter((p) => Number.isFinite(p.value)).sort((a, b) => a.trial - b.trial);
    if (sorted.length === 0) {
      const text = 'No trial has ended with a value yet';
      return { title: { text, left: 'center', top: 'middle', textStyle: { ...d.text, fontSize: 14, fontWeight: 400 } } };
    }
    key.hidden = false;
    for (const entry of key.querySelectorAll('[data-state]'))
      entry.hidden = !sorted.some((p) => p.state === entry.dataset.state);
    const values = sorted.map((p) => p.value).sort((a, b) => a - b);
    const limit = span(values, maximize);
    const scale = scaleAround(maximize ? (limit ?? values[0]) : values[0], maximize ? values.at(-1) : (limit ?? values.at(-1)));
    const within = (v) => Math.max(scale.low, Math.min(scale.high, v));
    const end = Math.max(sorted.at(-1).trial + 1, 4);
    const step = countingStep(end);
    const scatter = Object.entries(STATES)
      .map(([state, symbol]) => ({
        name: state,
        type: 'scatter',
        symbol,
        symbolSize: sorted.length > 300 ? 6 : 9,
        itemStyle: { color: colour(state), opacity: sorted.length > 300 ? 0.75 : 0.95 },
        data: sorted.filter((p) => p.state === state).map((p) => [p.trial, within(p.value), p.value]),
      }))
      .filter((series) => series.data.length > 0);
    const line = {
      name: 'best so far',
      type: 'line',
      step: 'end',
      symbol: 'none',
      silent: true,
      lineStyle: { width: 2, color: colour('accent') },
      itemStyle: { color: colour('accent') },
      data: bestLine(sorted),
    };
    return {
      ...d.base,
      legend: { show: false },
      // As the style sheet has it for the picture that the server draws.
      grid: { left: 16 + widest(ticks(scale).map(number), d.text), right: 16, top: 12, bottom: 52 },
      tooltip: {
        ...d.base.tooltip,
        trigger: 'item',
        formatter: (at) => lines(`Trial ${at.value[0]}`, `${data.metric} ${measured(at.value[2])}`, at.seriesName),
      },
      xAxis: {
        ...d.base.xAxis,
        name: 'trial',
        min: 0,
        max: end,
        interval: step,
        axisLabel: { ...d.base.xAxis.axisLabel, formatter: (trial) => (trial % step ? '' : number(trial)) },
      },
      yAxis: { ...d.base.yAxis, min: scale.low, max: scale.high, interval: scale.step },
      series: [line, ...scatter],
    };
  };

  const { chart, paint } = await draw(element, option);
  chart.on('click', (at) => at.componentType === 'series' && at.value && open(at.value[0]));
  return {
    add(trial, state, value) {
      points.set(trial, { trial, state, value });
      if (points.size > MOST_POINTS) {
        let best = NaN;
        thin(points, (point) => {
          const counts = point.state === 'completed' || point.state === 'stopped';
          const better = counts && !(maximize ? point.value <= best : point.value >= best);
          if (better) best = point.value;
          return better;
        });
      }
    },
    paint,
  };
}

const ROLES = ['training_', 'train_', 'validation_', 'val_', 'test_'];

/** What a metric measures, without on which data: training_loss and loss share a chart. */
const subject = (metric) => {
  const role = ROLES.find((r) => metric.startsWith(r) && metric.length > r.length);
  return role ? metric.slice(role.length) : metric;
};

/** The curves of a trial, a chart for every subject. */
export function curves(container, noneYet) {
  const series = new Map();
  const charts = new Map();

  const option = (name) => (d) => {
    const own = [...series].filter(([metric]) => subject(metric) === name);
    own.sort(([a], [b]) => (a === name ? -1 : b === name ? 1 : a.localeCompare(b)));
    const shades = ['accent', 'second', 'third', 'fourth'];
    return {
      ...d.base,
      title: { text: name, left: 0, top: -2, textStyle: { ...d.text, color: d.ink, fontWeight: 600, fontSize: 13 } },
      legend: { ...d.base.legend, show: own.length > 1 },
      grid: { ...d.base.grid, left: 2 },
      tooltip: {
        ...d.base.tooltip,
        trigger: 'axis',
        formatter: (at) => lines(`step ${at[0].value[0]}`, ...at.map((p) => `${p.seriesName} ${measured(p.value[1])}`)),
      },
      xAxis: { ...d.base.xAxis, name: 'step', max: (range) => Math.max(range.max, range.min + 1), min: 'dataMin' },
      series: own.map(([metric, points], i) => ({
        name: metric,
        type: 'line',
        symbol: 'circle',
        symbolSize: 5,
        showSymbol: points.size < 40,
        lineStyle: { width: 2, type: i % 2 ? [6, 4] : 'solid', color: colour(shades[i % 4]) },
        itemStyle: { color: colour(shades[i % 4]) },
        data: [...points].filter(([, v]) => Number.isFinite(v)).sort(([a], [b]) => a - b),
      })),
    };
  };

  const element = (name) => {
    const box = document.createElement('div');
    box.className = 'chart';
    box.role = 'img';
    box.ariaLabel = `${name} by step. The table below holds the same.`;
    container.append(box);
    return box;
  };

  return {
    set(metric, step, value) {
      if (!series.has(metric)) series.set(metric, new Map());
      const points = series.get(metric).set(step, value);
      if (points.size > MOST_POINTS) thin(points, () => false);
    },
    /** Forgets what was measured at this step and later. */
    cut(step) {
      for (const points of series.values()) {
        for (const later of [...points.keys()].filter((at) => at >= step)) points.delete(later);
      }
    },
    async paint() {
      noneYet.hidden = series.size > 0;
      for (const name of new Set([...series.keys()].map(subject))) {
        if (!charts.has(name)) charts.set(name, draw(element(name), option(name)));
        else (await charts.get(name)).paint();
      }
    },
  };
}

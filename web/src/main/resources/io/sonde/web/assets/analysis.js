// The analysis of a sweep: each chart is asked for and drawn once one comes near it.
import { axisOf } from './axes.js';
import { measured, number } from './figures.js';
import { follow } from './live.js';
import { data, openTables } from './page.js';
import { parallel } from './parallel.js';
import { contour, curves, front, rank, slice, steps } from './plots.js';

const page = `/sweeps/${data.sweep}`;
const MOST_AXES = 10;
const open = (trial) => location.assign(`${page}/trials/${trial}`);

/** What a chart is drawn from; a refusal is shown where the chart would be. */
async function ask(name, query = {}) {
  const answer = await fetch(`/api/v1${page}/analysis/${name}?${new URLSearchParams({ objective: data.objective, ...query })}`);
  const document = await answer.json();
  if (!answer.ok) throw new Error(document.detail ?? `The server answered ${answer.status}.`);
  return document;
}

let trials = null;
const allTrials = () => (trials ??= ask('trials'));
let fronts = null;
const wholeFront = () => (fronts ??= ask('front'));

const say = (section, text) => (section.querySelector(':scope > .drawn').textContent = text);

const shown = (doc) =>
  doc.shown === doc.total
    ? `All ${number(doc.total)} trials with a value.`
    : `${number(doc.shown)} of ${number(doc.total)} trials with a value: the best, and others spread evenly over the sweep.`;

const NO_VALUE = 'No trial has ended with a value yet.';

/** Calls `act` with whether its answer is still wanted: the one that was asked for last is. */
function latest(act) {
  let turn = 0;
  return () => {
    const mine = ++turn;
    return act(() => mine === turn);
  };
}

/** The tables of these charts show what was chosen before, until they are asked for again. */
function renewTables(section) {
  for (const table of section.querySelectorAll('details.lazy[open]')) table.dispatchEvent(new Event('toggle'));
}

const lacking = (doc, at) => (doc.parameters[at].without > 0 ? `${number(doc.parameters[at].without)} of ${number(doc.shown)} do not have it` : '');

async function drawParallel(section) {
  const doc = await allTrials();
  if (doc.trials.length === 0) return say(section, NO_VALUE);
  const tell = (selected) => {
    const line = section.querySelector('.selection');
    if (!selected) return (line.textContent = 'Drag along an axis, or move its handles by the arrow keys, to select trials; a click or Escape clears it.');
    line.textContent = `${number(selected.length)} of ${number(doc.shown)} selected${selected.length ? ', the best: ' : '.'}`;
    for (const trial of selected.slice(0, 8)) {
      const link = document.createElement('a');
      link.href = `${page}/trials/${trial.trial}`;
      link.textContent = `trial ${trial.trial} (${measured(trial.value)})`;
      line.append(link);
    }
  };
  const values = doc.trials.map((t) => t.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const objective = {
    ...axisOf({ path: doc.objective.metric, kind: 'float', scale: 'linear', low, high }),
    places: values.map((v) => (high > low ? (v - low) / (high - low) : 0.5)),
  };
  const axes = doc.parameters.map((parameter, at) => {
    const axis = axisOf(parameter);
    return { ...axis, places: doc.trials.map((t) => (t.codes[at] === null ? null : axis.place(t.codes[at]))) };
  });
  const had = doc.parameters.map((p, at) => [at, p.without]).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  const chosen = new Set(had.slice(0, MOST_AXES).map(([at]) => at));
  let undo = () => {};
  const paint = () => {
    undo();
    const axesShown = axes.filter((_, at) => chosen.has(at));
    undo = parallel(section.querySelector('.parallel'), [...axesShown, objective], doc.trials, tell);
  };
  axes.forEach((axis, at) => {
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = chosen.has(at);
    box.addEventListener('change', () => {
      chosen[box.checked ? 'add' : 'delete'](at);
      paint();
    });
    label.append(box, axis.name);
    section.querySelector('.checks').append(label);
  });
  section.querySelector('.chooser > summary').textContent = `Which parameters (${chosen.size} of ${axes.length} at first)`;
  paint();
  say(section, shown(doc));
}

async function drawSlices(section) {
  const doc = await allTrials();
  if (doc.trials.length === 0) return say(section, NO_VALUE);
  say(section, `${shown(doc)} Diamonds are the best tenth of all.`);
  doc.parameters.forEach((parameter, at) => {
    const figure = document.createElement('figure');
    const head = document.createElement('h3');
    head.textContent = parameter.path;
    const box = document.createElement('div');
    box.className = 'chart';
    box.role = 'img';
    box.ariaLabel = `${doc.objective.metric} against ${parameter.path}. The table below holds the same.`;
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent = lacking(doc, at);
    figure.append(head, box, note);
    section.querySelector('.slices').append(figure);
    near(box, () => slice(box, doc, at, open));
  });
}

async function drawPlane(section) {
  const form = section.querySelector('form');
  const doc = await allTrials();
  if (doc.trials.length === 0) {
    for (const figure of section.querySelectorAll('figure')) say(figure, NO_VALUE);
    return;
  }
  const showContour = contour(section.querySelector('#contour .chart'));
  const showRank = rank(section.querySelector('#rank .chart'), doc, open);
  const paint = latest(async (wanted) => {
    const x = form.x.value;
    const y = form.y.value;
    const both = doc.parameters.map((p, at) => [p.path, at]).filter(([path]) => path === x || path === y);
    const without = doc.trials.filter((t) => both.some(([, at]) => t.codes[at] === null)).length;
    say(section.querySelector('#rank'), `${shown(doc)}${without ? ` ${number(without)} of them lack one of the two.` : ''}`);
    showRank(x, y);
    try {
      const plane = await ask('contour', { x, y });
      if (!wanted()) return;
      say(section.querySelector('#contour'), `Smoothed from ${number(plane.used)} of ${number(plane.total)} trials, chosen evenly${plane.without ? `; ${number(plane.without)} more lack one of the two` : ''}. Empty where no trial is near.`);
      await showContour(plane);
    } catch (e) {
      if (wanted()) say(section.querySelector('#contour'), e.message);
    }
  });
  form.addEventListener('change', () => {
    paint();
    renewTables(section);
  });
  await paint();
}

async function drawDistribution(section) {
  const doc = await ask('distribution');
  await steps(section.querySelector('.chart'), [{ name: doc.objective.metric, points: doc.points }], { across: doc.objective.metric, up: 'share of trials', percent: true });
  say(section, `${number(doc.points.length)} steps of ${number(doc.total)} trials with a value.`);
}

async function drawCurves(section) {
  const form = section.querySelector('form');
  const show = curves(section.querySelector('.chart'), open);
  const paint = latest(async (wanted) => {
    const doc = await ask('curves', { metric: form.metric.value });
    if (!wanted()) return;
    say(section, `${number(doc.shown)} of ${number(doc.total)} trials that reported: the best, and others spread evenly.`);
    await show(doc);
  });
  form.addEventListener('change', () => {
    paint().catch((e) => say(section, e.message));
    renewTables(section);
  });
  await paint();
}

async function drawFront(section) {
  const doc = await wholeFront();
  await front(section.querySelector('.chart'), doc, open);
  say(section, `${number(doc.front.length)} trials on the front${doc.objectives.length > 2 ? ', by the first two objectives' : ''}; ${number(doc.dominated.length)} of those they dominate.`);
}

async function drawGrowth(section) {
  const doc = await wholeFront();
  await steps(section.querySelector('.chart'), [{ name: 'hypervolume', points: doc.growth }], { across: 'trial', up: 'hypervolume' });
  say(section, `Exact; measured from ${doc.reference.map((v) => number(Number(v))).join(', ')}.`);
}

/** Draws once the element comes near what is seen. */
function near(element, act) {
  const watch = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      watch.disconnect();
      act();
    }
  }, { rootMargin: '300px' });
  watch.observe(element);
}

const CHARTS = {
  parallel: drawParallel,
  slice: drawSlices,
  plane: drawPlane,
  distribution: drawDistribution,
  curves: drawCurves,
  front: drawFront,
  growth: drawGrowth,
};

for (const [id, act] of Object.entries(CHARTS)) {
  const section = document.getElementById(id);
  if (section) near(section, () => act(section).catch((e) => say(section.querySelector(':scope > .drawn') ? section : section.querySelector('figure'), e.message)));
}

openTables((name) => {
  const query = new URLSearchParams({ objective: data.objective, table: name });
  const plane = document.querySelector('#plane form');
  if (plane && name === 'contour') {
    query.set('x', plane.x.value);
    query.set('y', plane.y.value);
  }
  if (name === 'curves') query.set('metric', document.querySelector('#curves form').metric.value);
  return `${page}/analysis?${query}`;
});

// What is drawn stands still; a sweep that goes on has more by and by.
follow(`${page}/live`, data.sequence, () => (document.getElementById('more').hidden = false));

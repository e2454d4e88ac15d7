// One sweep: the chart takes every ended trial, the running ones move, tables follow once a second.
import { history } from './charts.js';
import { measured, toNumber } from './figures.js';
import { follow } from './live.js';
import { data, seldom } from './page.js';
import { replace, whenReplaced } from './parts.js';

const page = `/sweeps/${data.sweep}`;
const metric = data.metric;
const chart = history(
  document.getElementById('history-chart'),
  document.getElementById('history-key'),
  data,
  (trial) => location.assign(`${page}/trials/${trial}`),
);

/** The little picture of a running trial's curve. */
function spark(runner) {
  const points = JSON.parse(runner.dataset.points)
    .map(([step, value]) => [step, toNumber(value)])
    .filter(([, value]) => Number.isFinite(value));
  if (points.length < 2) return;
  const steps = points.map(([step]) => step);
  const values = points.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const place = (value, from, to, size) => (to > from ? ((value - from) / (to - from)) * size : size / 2);
  const line = points.map(([step, value]) => {
    const x = place(step, steps[0], steps.at(-1), 100);
    return `${x.toFixed(1)},${(26 - place(value, low, high, 24)).toFixed(1)}`;
  });
  runner.querySelector('polyline').setAttribute('points', line.join(' '));
}

const sparks = () => document.querySelectorAll('.runner').forEach(spark);

// The latest report of each trial: the overview that replaces this one may have been made before it.
const latest = new Map();

function reported(event) {
  latest.set(event.trial, event);
  move(event);
}

function move(event) {
  const runner = document.querySelector(`.runner[data-trial="${event.trial}"]`);
  if (!runner) return;
  runner.dataset.step = event.step;
  runner.querySelector('.runner-step').textContent = `step ${event.step}`;
  if (!(metric in event.metrics)) return;
  const value = toNumber(event.metrics[metric]);
  runner.querySelector('.runner-value').textContent = measured(value);
  const points = JSON.parse(runner.dataset.points).filter(([step]) => step < event.step);
  runner.dataset.points = JSON.stringify([...points, [event.step, event.metrics[metric]]]);
  spark(runner);
}

// Parts that somebody is busy with keep still, and are asked for once he is done.
const parts = {
  trials: {
    busy: () => document.getElementById('columns').open || document.activeElement?.matches('#trials form input'),
    address: () => document.getElementById('trials').dataset.self,
  },
  timeline: {
    busy: () => document.getElementById('timeline-table')?.open,
    address: () => page,
  },
  steer: {
    busy: () => document.getElementById('steer').contains(document.activeElement),
    address: () => page,
  },
};
const late = new Set();

function renew(id) {
  late.delete(id);
  if (parts[id].busy()) late.add(id);
  else replace(id, parts[id].address);
}

const catchUp = () => [...late].forEach(renew);
document.addEventListener('toggle', catchUp, true);
document.addEventListener('focusout', () => setTimeout(catchUp));

const refresh = seldom(() => {
  replace('overview', () => page);
  renew('trials');
  if (document.getElementById('history').open) replace('history', () => page);
}, 1000);

const learn = seldom(() => replace('insights', () => page), 10_000);

const devices = seldom(() => renew('timeline'), 5000);

const ENDED = ['completed', 'stopped', 'infeasible', 'failed', 'cancelled'];

async function take(events) {
  let grown = false;
  for (const event of events) {
    if (event.type === 'reported') {
      reported(event);
    } else {
      if (event.type === 'attempt_ended') latest.delete(event.trial);
      refresh();
      if (event.type.startsWith('attempt_')) devices();
      if (event.type === 'sweep_became') {
        learn();
        if (document.getElementById('steer')) renew('steer');
      }
      if (event.type === 'trial_became' && ENDED.includes(event.state) && event.value !== null) {
        (await chart).add(event.trial, event.state, toNumber(event.value));
        grown = true;
        learn();
      }
    }
  }
  if (grown) (await chart).paint();
}

whenReplaced((id) => {
  if (id !== 'overview') return;
  sparks();
  for (const event of latest.values()) {
    const shown = document.querySelector(`.runner[data-trial="${event.trial}"]`)?.dataset.step ?? -1;
    if (event.step > Number(shown)) move(event);
  }
});
// Tables of what is drawn are asked for when they are opened.
document.addEventListener('click', (event) => {
  const table = event.target.closest('#history > summary, #timeline-table > summary')?.parentElement;
  if (table && !table.open) replace(table.id, () => page);
});
sparks();
follow(`${page}/live`, data.sequence, (text) => take(JSON.parse(text)));

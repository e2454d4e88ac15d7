// One sweep: the chart takes every ended trial, the running ones move, tables follow once a second.
import { history } from './charts.js';
import { measured, toNumber } from './figures.js';
import { follow } from './live.js';
import { data, replace, seldom } from './page.js';

const page = `/sweeps/${data.sweep}`;
const metric = data.metric;
const chart = history(document.getElementById('history-chart'), data, (trial) =>
  location.assign(`${page}/trials/${trial}`),
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

function move(event) {
  const runner = document.querySelector(`.runner[data-trial="${event.trial}"]`);
  if (!runner) return;
  runner.querySelector('.runner-step').textContent = `step ${event.step}`;
  if (!(metric in event.metrics)) return;
  const value = toNumber(event.metrics[metric]);
  runner.querySelector('.runner-value').textContent = measured(value);
  const points = JSON.parse(runner.dataset.points).filter(([step]) => step < event.step);
  runner.dataset.points = JSON.stringify([...points, [event.step, event.metrics[metric]]]);
  spark(runner);
}

const refresh = seldom(() => {
  replace('overview', page);
  replace('trials', document.getElementById('trials').dataset.self);
  if (document.getElementById('history').open) replace('history', page, '#history');
}, 1000);

const learn = seldom(() => replace('insights', page, '#insights'), 10_000);

const ENDED = ['completed', 'stopped', 'infeasible', 'failed', 'cancelled'];

async function take(events) {
  let grown = false;
  for (const event of events) {
    if (event.type === 'reported') {
      move(event);
    } else {
      refresh();
      if (event.type === 'sweep_became') learn();
      if (event.type === 'trial_became' && ENDED.includes(event.state) && event.value !== null) {
        (await chart).add(event.trial, event.state, toNumber(event.value));
        grown = true;
        learn();
      }
    }
  }
  if (grown) (await chart).paint();
}

document.addEventListener('htmx:afterSwap', sparks);
document.addEventListener('click', (event) => {
  const opens = event.target.closest('#history > summary') && !document.getElementById('history').open;
  if (opens) replace('history', page, '#history');
});
sparks();
follow(`${page}/live`, data.sequence, (text) => take(JSON.parse(text)));

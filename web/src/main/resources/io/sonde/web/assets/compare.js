// Sweeps side by side: how their best values came about, and how their values are spread.
import { duration, number } from './figures.js';
import { data, openTables } from './page.js';
import { steps } from './plots.js';

async function ask(sweep, name) {
  const answer = await fetch(`/api/v1/sweeps/${sweep}/analysis/${name}`);
  const document = await answer.json();
  if (!answer.ok) throw new Error(document.detail ?? `The server answered ${answer.status}.`);
  return document;
}

const all = (name) => Promise.all(data.sweeps.map(({ sweep }) => ask(sweep, name)));
const named = (points) => data.sweeps.map(({ name }, i) => ({ name, points: points[i] }));

async function drawProgress() {
  const documents = await all('progress');
  const maximize = documents[0].objective.direction === 'maximize';
  const up = `best ${data.metric}`;
  const by = (key) => named(documents.map((d) => d.points.map((p) => [p[key], p.best])));
  await steps(document.querySelector('#over-trials .chart'), by('ended'), { across: 'trials ended', up, clip: maximize });
  await steps(document.querySelector('#over-time .chart'), by('seconds'), { across: 'time', up, time: duration, clip: maximize });
}

async function drawDistribution() {
  const documents = await all('distribution');
  await steps(document.querySelector('#distribution .chart'), named(documents.map((d) => d.points)), { across: data.metric, up: 'share of trials', percent: true });
  document.querySelector('#distribution .drawn').textContent = `Of ${documents.map((d) => number(d.total)).join(' and ')} trials with a value.`;
}

const fail = (id) => (e) => (document.querySelector(`#${id} .drawn`).textContent = e.message);
if (data.same_objective) {
  drawProgress().catch(fail('over-trials'));
  drawDistribution().catch(fail('distribution'));
}
openTables((name) => `/compare?${new URLSearchParams({ sweeps: data.sweeps.map((s) => s.sweep).join(','), table: name })}`);

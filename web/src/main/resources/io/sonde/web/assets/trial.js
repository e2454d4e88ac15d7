// One trial: its curves grow with every report, its log follows.
import { curves } from './charts.js';
import { toNumber } from './figures.js';
import { follow } from './live.js';
import { data, replace, seldom } from './page.js';

const page = `/sweeps/${data.sweep}/trials/${data.trial}`;
const charts = curves(document.getElementById('curve-charts'), document.getElementById('no-curves'));
let attempt = data.attempt;

for (const [metric, points] of Object.entries(data.curves)) {
  for (const [step, value] of points) charts.set(metric, step, toNumber(value));
}
charts.paint();

const log = document.getElementById('log');
const toEnd = () => (log.scrollTop = log.scrollHeight);

async function readLog() {
  if (!log || document.hidden) return;
  const answer = await fetch(log.dataset.log).catch(() => null);
  if (!answer?.ok) return;
  const text = (await answer.text()).replace(/\u001B\[[0-9;?]*[ -/]*[@-~]/g, '');
  if (text === log.textContent) return;
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  log.textContent = text;
  if (atEnd) toEnd();
}

const refreshLog = seldom(readLog, 1000);
const refreshOverview = seldom(() => replace('overview', page), 1000);
const refreshTable = seldom(() => {
  if (document.getElementById('curves').open) replace('curves', page);
}, 1000);

function take(events) {
  for (const event of events) {
    if (event.type === 'reported') {
      if (event.attempt > attempt) {
        attempt = event.attempt;
        charts.clear();
      }
      for (const [metric, value] of Object.entries(event.metrics)) {
        charts.set(metric, event.step, toNumber(value));
      }
    }
  }
  charts.paint();
  refreshOverview();
  refreshTable();
  refreshLog();
}

document.addEventListener('click', (event) => {
  const opens = event.target.closest('#curves > summary') && !document.getElementById('curves').open;
  if (opens) replace('curves', page);
});

if (log) {
  toEnd();
  // A log grows without an event: while the trial runs it is asked for now and then.
  setInterval(() => {
    if (document.getElementById('overview').dataset.ended === 'false') readLog();
  }, 3000);
}
follow(`${page.replace(/\/trials\/.*/, '')}/live?trial=${data.trial}`, data.sequence, (text) => take(JSON.parse(text)));

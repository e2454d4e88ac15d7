// One trial: its curves grow with every report, its log follows.
import { curves } from './charts.js';
import { toNumber } from './figures.js';
import { follow } from './live.js';
import { data, seldom } from './page.js';
import { replace, whenReplaced } from './parts.js';

const page = `/sweeps/${data.sweep}/trials/${data.trial}`;
const charts = curves(document.getElementById('curve-charts'), document.getElementById('no-curves'));
let attempt = data.attempt;

for (const [metric, points] of Object.entries(data.curves)) {
  for (const [step, value] of points) charts.set(metric, step, toNumber(value));
}
charts.paint();

// Not shown before the first attempt has one.
const log = document.getElementById('log');
const card = document.getElementById('log-card');
const toEnd = () => (log.scrollTop = log.scrollHeight);

let asked = 0;
let shown = 0;

async function readLog() {
  if (card.hidden || document.hidden) return;
  const mine = ++asked;
  const answer = await fetch(log.dataset.log).catch(() => null);
  if (!answer?.ok) return;
  const text = (await answer.text()).replace(/\u001B\[[0-9;?]*[ -/]*[@-~]/g, '');
  if (mine < shown || text === log.textContent) return;
  shown = mine;
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  log.textContent = text;
  if (atEnd) toEnd();
}

const refreshLog = seldom(readLog, 1000);
const refreshOverview = seldom(() => replace('overview', () => page), 1000);
const refreshTable = seldom(() => {
  if (document.getElementById('curves').open) replace('curves', () => page);
}, 1000);

function take(events) {
  const own = events.filter((event) => (event.trial ?? data.trial) === data.trial);
  // One that is the best so far may not be so any more once another one has ended.
  if (own.length < events.length && document.querySelector('#overview .badge')) refreshOverview();
  if (own.length === 0) return;
  for (const event of own) {
    if (event.type === 'reported') {
      if (event.attempt > attempt) {
        attempt = event.attempt;
        charts.cut(event.step); // what it goes on from stays
      }
      if (event.attempt < attempt) continue;
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
  if (opens) replace('curves', () => page);
});

toEnd();
whenReplaced((id) => {
  if (id !== 'overview' || !card.hidden) return;
  card.hidden = document.getElementById('overview').dataset.logged !== 'true';
  refreshLog();
});
// A log grows without an event: while the trial runs it is asked for now and then.
setInterval(() => {
  if (document.getElementById('overview').dataset.ended !== 'false') return;
  readLog();
  // What the device does is no event either.
  if (document.getElementById('held') && !document.hidden) refreshOverview();
}, 3000);
// A network that cannot be drawn any more, as when its data are gone, takes no room.
document.addEventListener('htmx:responseError', ({ detail }) => {
  if (detail.target.id === 'network') detail.target.hidden = true;
});
follow(`${page.replace(/\/trials\/.*/, '')}/live?trial=${data.trial}`, data.sequence, (text) => take(JSON.parse(text)));

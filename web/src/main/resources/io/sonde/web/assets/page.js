// What every page does: keeps ages true, asks before it harms, sends nothing twice.
import { ago, duration } from './figures.js';
import { replace } from './parts.js';

/** What the server put into the page for its script. */
export const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}');

/** A table beside a chart is asked for when it is opened, with what its chart shows then. */
export const openTables = (address) =>
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!target.matches('details.lazy[open]')) return;
      replace(`table-${target.dataset.table}`, () => address(target.dataset.table));
    },
    true,
  );

/** Calls `act` soon, but at most once in a while, however often it is asked to. */
export function seldom(act, millis) {
  let last = -Infinity;
  let timer = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(
      () => {
        timer = 0;
        last = performance.now();
        act();
      },
      Math.max(0, last + millis - performance.now()),
    );
  };
}

function showAges() {
  for (const time of document.querySelectorAll('time[datetime]')) {
    const text = ago((Date.now() - Date.parse(time.dateTime)) / 1000);
    if (time.textContent !== text) time.textContent = text;
  }
}

function showSpans() {
  for (const span of document.querySelectorAll('[data-since]')) {
    span.textContent = duration((Date.now() - Date.parse(span.dataset.since)) / 1000);
  }
}

setInterval(showAges, 10_000);
setInterval(showSpans, 1000);

// A second click while the first one's answer is on its way would do the same again.
const SENT_MILLIS = 5000;
const sent = new Set();
addEventListener('pageshow', () => sent.clear());
document.addEventListener('submit', (event) => {
  const form = event.target;
  const what = `${form.action} ${event.submitter?.value ?? ''}`;
  const question = form.dataset.confirm;
  if (sent.has(what) || (question && !confirm(question))) event.preventDefault();
  else if (form.method === 'post') {
    sent.add(what);
    setTimeout(() => sent.delete(what), SENT_MILLIS);
  }
});

// A link whose part of the page the server refuses leads to the page that says why.
document.addEventListener('htmx:responseError', ({ detail }) => {
  const link = detail.elt.closest('a[href]');
  if (link) location.assign(link.href);
});

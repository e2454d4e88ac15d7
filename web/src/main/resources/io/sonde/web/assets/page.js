// What every page does: keeps ages true, asks before it harms, replaces parts of itself.
import { ago, duration } from './figures.js';

/** What the server put into the page for its script. */
export const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}');

/**
 * Replaces the part of the page with this id by what the address has now. Of the requests of one
 * source a single one runs and a single one waits, any other is dropped: what is asked for together
 * with more than one other part needs a source of its own.
 */
export const replace = (id, address, source = 'body') =>
  htmx.ajax('GET', address, { source, target: `#${id}`, swap: 'outerHTML' }).catch(() => {});

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

document.addEventListener('submit', (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});

// A table keeps its place sideways, and an open part stays open, when they are replaced.
const kept = new Map();
document.addEventListener('htmx:beforeSwap', (event) => {
  const target = event.detail.target;
  kept.set('scroll', target.querySelector('.scroll')?.scrollLeft ?? 0);
  kept.set('open', [target, ...target.querySelectorAll('details[id]')].filter((d) => d.open).map((d) => d.id));
});
document.addEventListener('htmx:afterSwap', (event) => {
  const fresh = document.getElementById(event.detail.target.id);
  const scroll = fresh?.querySelector('.scroll');
  if (scroll) scroll.scrollLeft = kept.get('scroll') ?? 0;
  for (const id of kept.get('open') ?? []) {
    const details = document.getElementById(id);
    if (details instanceof HTMLDetailsElement) details.open = true;
  }
});

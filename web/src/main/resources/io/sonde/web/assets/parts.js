// Parts of a page that are asked for again while it is open, each by its id.
import { heard, unsaved } from './live.js';

const RETRY_MILLIS = 2000;
const parts = new Map();

function partOf(id) {
  if (!parts.has(id)) parts.set(id, { id, asked: null, under: null, taken: false, timer: 0, html: null });
  return parts.get(id);
}

/**
 * Replaces the part of the page with this id by what the server has now. Whoever asks sees, in the
 * end, an answer that was made after he asked: one request of a part is under way, and whatever asks
 * meanwhile has it asked for once more. One that fails is tried again. `address` gives the address
 * when the request leaves, for the part may have been replaced since.
 */
export function replace(id, address) {
  const part = partOf(id);
  part.asked = address;
  ask(part);
}

const listeners = [];

/** Calls `act` with the id of every part that has just been replaced, by whomever. */
export const whenReplaced = (act) => listeners.push(act);

async function ask(part) {
  if (part.taken || part.under || !part.asked) return;
  clearTimeout(part.timer);
  const address = part.asked;
  const under = (part.under = new AbortController());
  part.asked = null;
  let wait = 0;
  try {
    await fetchInto(part, address(), under.signal);
  } catch {
    part.asked ??= address;
    wait = under.signal.aborted ? 0 : RETRY_MILLIS;
  }
  part.under = null;
  if (wait === 0) ask(part);
  else part.timer = setTimeout(() => ask(part), wait);
}

async function fetchInto(part, address, signal) {
  const headers = { 'HX-Request': 'true', 'HX-Target': part.id };
  // The server may answer with what it has made for others, if all this page knows of is in it.
  if (heard() !== null) headers['Sonde-Heard'] = heard();
  const answer = await fetch(address, { headers, signal });
  if (answer.status === 401 && !unsaved()) location.reload(); // to log in again
  if (!answer.ok) {
    // What is gone or no longer allowed stays so; the page keeps what it has.
    if (answer.status < 500 && answer.status !== 429) return;
    throw new Error(`The server answered ${answer.status}.`);
  }
  const html = await answer.text();
  signal.throwIfAborted();
  const old = document.getElementById(part.id);
  // What says the same as before is left alone: nothing moves, nothing loses the focus.
  if (!old || part.html === html) return;
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById(part.id);
  if (!fresh) return;
  if (inUse(old)) throw new Error('It is asked for again once nobody uses it.');
  const restore = keep(old);
  old.replaceWith(document.adoptNode(fresh));
  part.html = html;
  htmx.process(fresh);
  settle(part.id, restore);
}

// A click goes to what is under it when it ends as well as when it begins, and selected text is to be copied.
const SELECTED_MILLIS = 20_000;
let pressed = false;
let selected = 0;
addEventListener('pointerdown', () => (pressed = true), true);
for (const over of ['pointerup', 'pointercancel', 'blur']) {
  addEventListener(over, () => setTimeout(() => (pressed = false)), true);
}
document.addEventListener('selectionchange', () => (selected = performance.now()));

function inUse(part) {
  const selection = getSelection();
  const recent = performance.now() - selected < SELECTED_MILLIS;
  return pressed || (recent && !selection.isCollapsed && part.contains(selection.anchorNode));
}

/** What a reader has done to a part: how far it is scrolled, what is open, where the focus is. */
function keep(old) {
  const scrolled = [...old.querySelectorAll('.scroll')].map((box) => [box.scrollLeft, box.scrollTop]);
  const open = [old, ...old.querySelectorAll('details[id]')].filter((d) => d.open).map((d) => d.id);
  const focused = old.contains(document.activeElement) ? places(old).indexOf(document.activeElement) : -1;
  const name = focused < 0 ? null : nameOf(document.activeElement);
  return (fresh) => {
    for (const id of open) {
      const details = document.getElementById(id);
      if (details instanceof HTMLDetailsElement) details.open = true;
    }
    fresh.querySelectorAll('.scroll').forEach((box, at) => {
      if (scrolled[at]) [box.scrollLeft, box.scrollTop] = scrolled[at];
    });
    if (focused < 0 || fresh.contains(document.activeElement)) return;
    const there = places(fresh);
    const same = name === null ? there[focused] : there.find((e) => nameOf(e) === name);
    same?.focus({ preventScroll: true });
  };
}

/** By what one is known again: another button in its place does something else. */
const nameOf = (e) => e.id || e.getAttribute('href') || (e.name && e.type !== 'hidden' ? `${e.name} ${e.value}` : null);

/** What the focus can be on, in order. */
const places = (element) => [...element.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];

function settle(id, restore) {
  const fresh = document.getElementById(id);
  if (fresh) restore?.(fresh);
  for (const act of listeners) act(id);
}

// What the reader asks for himself, a sorted table for one, goes first: a request of ours that is
// under way would take away what his answer is to replace. Ours is sent again after it.
document.addEventListener('htmx:beforeRequest', ({ detail }) => {
  const part = partOf(detail.target.id);
  part.taken = true;
  part.under?.abort();
});
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  const part = partOf(detail.target.id);
  part.taken = false;
  part.html = null;
  ask(part);
});

let restore = null;
document.addEventListener('htmx:beforeSwap', ({ detail }) => (restore = keep(detail.target)));
document.addEventListener('htmx:afterSwap', ({ detail }) => {
  settle(detail.target.id, restore);
  restore = null;
});

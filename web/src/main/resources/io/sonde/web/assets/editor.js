// A text area for YAML: line numbers, marks at the lines with problems, Tab that indents.
import './page.js';

const INDENT = '  ';
const area = document.getElementById('spec');
const gutter = document.getElementById('gutter');
const wrong = new Map(); // line -> what is wrong there

/** Replaces the selection as if it were typed, so that it can be undone. */
function type(text) {
  const typed = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (!typed) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

const lineStart = (place) => area.value.lastIndexOf('\n', place - 1) + 1;

function numbers() {
  const lines = area.value.split('\n').length;
  while (gutter.childElementCount > lines) gutter.lastElementChild.remove();
  while (gutter.childElementCount < lines) {
    const number = document.createElement('div');
    number.textContent = gutter.childElementCount + 1;
    gutter.append(number);
  }
  [...gutter.children].forEach((number, at) => {
    number.classList.toggle('wrong', wrong.has(at + 1));
    number.title = wrong.get(at + 1) ?? '';
  });
  gutter.scrollTop = area.scrollTop;
}

/** Marks the lines that the last check found fault with. */
function mark() {
  wrong.clear();
  for (const item of document.querySelectorAll('#verdict [data-line]')) {
    const line = Number(item.dataset.line);
    if (line > 0) wrong.set(line, [wrong.get(line), item.lastElementChild.textContent].filter(Boolean).join('\n'));
    const where = item.querySelector('.where');
    if (where && !where.querySelector('button')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link';
      button.textContent = where.textContent;
      where.replaceChildren(button);
    }
  }
  area.setAttribute('aria-invalid', document.querySelector('#verdict [data-line]') !== null);
  numbers();
}

/** Puts the caret where a problem is. */
function goTo(line, column) {
  const before = area.value.split('\n').slice(0, line - 1).join('\n');
  const start = Math.min(before.length + (line > 1 ? 1 : 0) + column - 1, area.value.length);
  const end = area.value.indexOf('\n', start);
  area.focus();
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
  area.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area).lineHeight));
}

/** Moves the selected lines in or out; without a selection, indents at the caret. */
function indent(out) {
  const { selectionStart: start, selectionEnd: end } = area;
  if (start === end && !out) {
    type(INDENT);
    return;
  }
  const from = lineStart(start);
  const old = area.value.slice(from, end);
  const moved = old.replace(/^.*$/gm, (line) => (out ? line.replace(/^ {1,2}/, '') : line && INDENT + line));
  if (moved === old) return;
  area.setSelectionRange(from, end);
  type(moved);
  area.setSelectionRange(start === end ? from + moved.length : from, from + moved.length);
}

/** A new line begins as deep as the one before, or deeper after a colon. */
function breakLine() {
  const line = area.value.slice(lineStart(area.selectionStart), area.selectionStart);
  const deep = /^ */.exec(line)[0];
  type(`\n${deep}${/:\s*$/.test(line) ? INDENT : ''}`);
}

let leaving = false; // Escape lets the next Tab leave, so that nobody is caught here
area.addEventListener('keydown', (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    leaving = true;
    return;
  }
  if (event.key === 'Tab' && !leaving) {
    event.preventDefault();
    indent(event.shiftKey);
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    breakLine();
  }
  if (event.key !== 'Shift') leaving = false;
});
area.addEventListener('blur', () => (leaving = false));
area.addEventListener('input', numbers);
area.addEventListener('scroll', () => (gutter.scrollTop = area.scrollTop));

const check = () => htmx.trigger(area, 'check');
for (const field of document.querySelectorAll('.overrides input')) field.addEventListener('change', check);

document.getElementById('file')?.addEventListener('change', async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  area.value = (await file.text()).replaceAll('\r\n', '\n');
  event.target.value = '';
  numbers();
  check();
});

document.addEventListener('click', (event) => {
  const item = event.target.closest('.where button')?.closest('[data-line]');
  if (item) goTo(Number(item.dataset.line), Number(item.dataset.column));
});
document.addEventListener('htmx:afterSwap', () => {
  mark();
  const said = document.getElementById('said');
  const verdict = document.getElementById('verdict-title')?.textContent ?? '';
  if (said.textContent !== verdict) said.textContent = verdict;
});

// Nobody is led away from what he has written: a verdict that says no comes into the page, and so does what failed.
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.xhr.status !== 422) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

function why({ status, responseText }) {
  if (status === 0) return 'the server does not answer';
  if (status === 401) return 'you are logged out. Log in in another tab, then go on here.';
  try {
    return JSON.parse(responseText).detail;
  } catch {
    return `the server answered ${status}`;
  }
}

// What the verdict says is of an older text where the request did not come through.
for (const failure of ['htmx:responseError', 'htmx:sendError']) {
  document.addEventListener(failure, ({ detail }) => {
    const { status } = detail.xhr;
    const acted = detail.requestConfig.parameters.act === start.value;
    const title = document.getElementById('verdict-title');
    if (title) {
      title.textContent = `Not ${acted ? 'done' : 'checked'}: ${why(detail.xhr)}`;
      title.className = 'wrong';
    }
    if (!acted && [0, 429, 503].includes(status)) setTimeout(check, 2000);
  });
}

// Until the page that it leads to is there, a second click would do it again.
const start = document.getElementById('start');
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.xhr.getResponseHeader('HX-Redirect')) start.disabled = true;
});
addEventListener('pageshow', () => (start.disabled = false));

document.getElementById('file-label')?.removeAttribute('hidden');
document.getElementById('keys').hidden = false;
document.getElementById('editor').classList.add('numbered');
mark();

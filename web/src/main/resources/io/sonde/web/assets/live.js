// Follows a stream of events, and says so when it is cut off.

const LONG_MILLIS = 60_000;
// The server says every 15 s that it is there.
const SILENT_MILLIS = 45_000;
const AWAY_MILLIS = 4000;

let last = null;

/** Whether somebody has typed what would be lost with the page. */
export const unsaved = () => [...document.querySelectorAll('textarea')].some((t) => t.value !== t.defaultValue);

/** The number of the last event that this page knows of; null on one that follows none. */
export const heard = () => last;

/**
 * Calls `take` with every message after the given id. A page that nobody looks at lets go of its
 * connection (a browser has only six of them for a server) and catches up when it is looked at again.
 */
export function follow(address, after, take) {
  const notice = document.getElementById('connection');
  const usual = notice.textContent;
  last = after;
  let source = null;
  let retry = 0;
  let silence = 0;
  let late = 0;

  const close = () => {
    for (const timer of [retry, silence]) clearTimeout(timer);
    source?.close();
    source = null;
  };

  // A connection may die without a word.
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      away();
      open();
    }, SILENT_MILLIS);
  };

  // The server ends every stream now and then, and the next one follows at once.
  const away = () => {
    late ||= setTimeout(() => (notice.hidden = false), AWAY_MILLIS);
  };

  const back = () => {
    clearTimeout(late);
    late = 0;
    notice.hidden = true;
    notice.textContent = usual;
    alive();
  };

  const target = () => {
    const url = new URL(address, location.href);
    url.searchParams.set('after', last);
    return url;
  };

  const open = () => {
    close();
    alive();
    source = new EventSource(target());
    source.onopen = back;
    source.addEventListener('beat', alive);
    source.onmessage = (message) => {
      alive();
      last = message.lastEventId || last;
      take(message.data);
    };
    source.onerror = () => {
      away();
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(askWhy, 2000);
    };
  };

  /** A stream that is refused does not say why; an answer to a plain request does. */
  const askWhy = async () => {
    const one = new AbortController();
    const status = await fetch(target(), { signal: one.signal }).then(
      (answer) => answer.status,
      () => 0,
    );
    one.abort();
    if (document.hidden) return;
    if (status === 401 && !unsaved()) return location.reload(); // to log in again
    if (status === 404) {
      notice.textContent = 'this is not there any more';
      return;
    }
    if (status === 401) notice.textContent = 'logged out: log in again in another tab';
    open();
  };

  let hidden = 0;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hidden = Date.now();
      close();
    } else if (hidden && Date.now() - hidden > LONG_MILLIS && !unsaved()) {
      location.reload(); // quicker than all that happened meanwhile
    } else {
      open();
    }
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', ({ persisted }) => persisted && open());
  if (!document.hidden) open();
}

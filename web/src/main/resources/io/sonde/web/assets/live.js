// Follows a stream of events, and says so when it is cut off.

const LONG_MILLIS = 60_000;

/**
 * Calls `take` with every message after the given id. A page that nobody looks at lets go of its
 * connection (a browser has only six of them for a server) and catches up when it is looked at again.
 */
export function follow(address, after, take) {
  const notice = document.getElementById('connection');
  let last = after;
  let source = null;
  let retry = 0;

  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    const url = new URL(address, location.href);
    url.searchParams.set('after', last);
    source = new EventSource(url);
    source.onopen = () => (notice.hidden = true);
    source.onmessage = (message) => {
      last = message.lastEventId || last;
      take(message.data);
    };
    source.onerror = () => {
      notice.hidden = false;
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, 2000);
    };
  };

  let hidden = 0;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hidden = Date.now();
      close();
    } else if (hidden && Date.now() - hidden > LONG_MILLIS) {
      location.reload(); // quicker than all that happened meanwhile
    } else {
      open();
    }
  });
  addEventListener('pagehide', close);
  if (!document.hidden) open();
}

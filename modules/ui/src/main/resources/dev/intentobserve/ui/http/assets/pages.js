// Pages work without this script. It remembers the theme, handles keyboard shortcuts, and updates
// an open page.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');

  // Before the first paint, so that a page does not flicker.
  let theme = null;
  try { theme = localStorage.getItem('theme'); } catch { /* Storage is blocked: use the system's theme. */ }
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;

  const switchTheme = () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('theme', root.dataset.theme); } catch { /* As above. */ }
  };

  const SHORTCUTS = [
    ['/', 'Search', () => document.querySelector('.search input').focus()],
    ['l', 'Live', () => { location.href = '/'; }],
    ['t', 'Traces', () => { location.href = '/traces'; }],
    ['e', 'Events', () => { location.href = '/events'; }],
    ['o', 'Objectives', () => { location.href = '/slos'; }],
    ['a', 'Alerts', () => { location.href = '/alerts'; }],
    ['d', 'Dead letters', () => { location.href = '/dead-letters'; }],
    ['j', 'Next row', () => step(1)],
    ['k', 'Previous row', () => step(-1)],
    ['n', 'Next page', () => document.querySelector('a[rel=next]')?.click()],
    ['p', 'Pause or resume', () => document.querySelector('#pause')?.click()],
    ['x', 'Switch theme', switchTheme],
    ['?', 'Shortcuts', help],
  ];

  function step(by) {
    const rows = [...document.querySelectorAll('main .list a.title, main .span > summary, main .events a.title')];
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    next?.focus();
  }

  function help() {
    let dialog = document.querySelector('dialog');
    if (!dialog) {
      dialog = document.createElement('dialog');
      const title = document.createElement('h2');
      title.textContent = 'Shortcuts';
      const list = document.createElement('table');
      list.className = 'facts';
      for (const [key, label] of SHORTCUTS) {
        const row = list.insertRow();
        const kbd = document.createElement('kbd');
        kbd.textContent = key;
        row.insertCell().append(kbd);
        row.insertCell().textContent = label;
      }
      const close = document.createElement('button');
      close.textContent = 'Close';
      close.addEventListener('click', () => dialog.close());
      dialog.append(title, list, close);
      dialog.setAttribute('aria-label', 'Shortcuts');
      document.body.append(dialog);
    }
    dialog.showModal();
  }

  addEventListener('keydown', (event) => {
    const writing = event.target.closest('input, textarea, select, dialog');
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = SHORTCUTS.find(([name]) => name === event.key);
    if (key) {
      event.preventDefault();
      key[2]();
    }
  });

  // Characters that hide or reorder the text beside them are shown by their number, as the server
  // does it.
  const UNPRINTABLE = /(?![\n\t\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;
  const hex = (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0');
  const shown = (text) => {
    const cut = text.length > 300 ? text.slice(0, 300) + '…' : text;
    return cut.replace(UNPRINTABLE, (c) => (c === '\r' ? '\\r' : c.split('').map(hex).join('')));
  };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const link = (href, text, className) => {
    const made = element('a', text, className);
    made.setAttribute('href', href);
    return made;
  };

  function line(event) {
    const li = element('li', '', 'new');
    const at = new Date(event.event_time);
    const time = element('time', at.toLocaleString('en-GB', {
      day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC',
    }).replace(',', ''));
    time.dateTime = event.event_time;
    const when = element('span', '', 'quiet');
    when.append(time);
    const about = element('span', '', 'about');
    if (event.entity) {
      about.append(element('span', event.entity.kind, 'kind'), ' ', link(
        '/entities/' + encodeURIComponent(event.entity.kind) + '/' + encodeURIComponent(event.entity.id),
        shown(event.entity.id)), ' ');
    }
    if (event.title) about.append(shown(event.title), ' ');
    if (event.source && event.source !== 'unknown') {
      about.append(element('span', 'from ' + shown(event.source), 'quiet'));
    }
    li.append(when, link('/events/' + encodeURIComponent(event.event_id), shown(event.type), 'title'), about);
    return li;
  }

  const shownAgain = () => new Promise((resolve) => {
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });

  // Reads a stream of server-sent events. Not with EventSource: events are named by their type, and
  // an EventSource only delivers names it was told beforehand. After a failure the stream resumes
  // behind the last event. A hidden page closes its stream, because a browser allows few
  // connections to one host; `on.shownAgain` tells after which event to resume then.
  async function follow(path, after, on) {
    let last = after;
    for (;;) {
      if (document.hidden) {
        await shownAgain();
        last = await on.shownAgain(last);
        continue;
      }
      const hidden = new AbortController();
      const closeIfHidden = () => { if (!on.staysOpen()) hidden.abort(); };
      document.addEventListener('visibilitychange', closeIfHidden, { signal: hidden.signal });
      try {
        const headers = last ? { 'Last-Event-ID': last } : {};
        const answer = await fetch(path, { headers, cache: 'no-store', signal: hidden.signal });
        if (!answer.ok) throw new Error(answer.status);
        on.opened();
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = '';
        for (;;) {
          const { value, done } = await reader.read();
          if (done) break;
          const blocks = (rest + value).split('\n\n');
          rest = blocks.pop();
          for (const block of blocks) {
            const lines = block.split('\n');
            const data = lines.filter((l) => l.startsWith('data:')).map((l) => l.slice(5)).join('\n');
            if (data) on.take(JSON.parse(data));
            last = lines.find((l) => l.startsWith('id:'))?.slice(3).trim() ?? last;
          }
        }
      } catch { /* Reported by on.broken; then it is tried again. */ }
      hidden.abort();
      on.broken();
      if (!document.hidden) await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }

  // Adds new events to the first page; events that come while it is paused are added on resume.
  function live() {
    const list = document.querySelector('#events');
    const pause = document.querySelector('#pause');
    const status = document.querySelector('#live');
    if (!list || !pause) return;
    const filters = new URLSearchParams(location.search);
    for (const name of [...filters.keys()]) {
      if (!['type', 'source', 'entity'].includes(name) || !filters.get(name)) filters.delete(name);
    }
    const held = [];
    let paused = false;
    const put = (event) => {
      document.querySelector('section .empty')?.remove();
      list.prepend(line(event));
      while (list.children.length > 200) list.lastElementChild.remove();
    };
    const showStatus = () => {
      status.textContent = paused ? held.length + ' waiting' : 'live';
    };
    const take = (event) => {
      if (paused) {
        held.push(event);
        if (held.length > 1000) held.shift();
        showStatus();
      } else {
        put(event);
      }
    };
    const reloadEvents = async (last) => {
      const page = paused ? null : await rendered(location.href);
      const fresh = page?.querySelector('#events');
      if (!fresh) return last;
      replaceParts(page);
      if (fresh.children.length) document.querySelector('section .empty')?.remove();
      list.replaceChildren(...fresh.children);
      return fresh.dataset.after;
    };
    const broken = () => { status.textContent = 'reconnecting'; };
    follow('/api/v1/events/stream?' + filters, list.dataset.after,
      { opened: showStatus, take, broken, shownAgain: reloadEvents, staysOpen: () => paused });
    pause.addEventListener('click', () => {
      paused = !paused;
      pause.textContent = paused ? 'Resume' : 'Pause';
      pause.setAttribute('aria-pressed', paused);
      if (!paused) held.splice(0).forEach(put);
      showStatus();
    });
  }

  // The list of alerts is refreshed when one of them changes (at most once in 300 ms) and when the
  // stream opens, because one may have changed before.
  function alerts() {
    if (!document.querySelector('[data-fresh="alerts"]')) return;
    let soon = 0;
    const take = () => {
      clearTimeout(soon);
      soon = setTimeout(refresh, 300);
    };
    const same = (last) => last;
    follow('/api/v1/alerts/stream', null,
      { opened: take, take, broken: () => {}, shownAgain: same, staysOpen: () => false });
  }

  // The page as the server renders it now; null when that fails.
  async function rendered(href) {
    try {
      const answer = await fetch(href, { cache: 'no-store' });
      return answer.ok && !answer.redirected
        ? new DOMParser().parseFromString(await answer.text(), 'text/html')
        : null;
    } catch {
      return null;
    }
  }

  // Replaces what may have changed, unless the viewer has the focus in it.
  const refreshable = () => [...document.querySelectorAll('[data-fresh]')];
  const inUse = () => refreshable().some((e) => e.contains(document.activeElement));
  function replaceParts(page) {
    if (inUse()) return;
    for (const element of refreshable()) {
      const fresh = page.querySelector('[data-fresh="' + element.dataset.fresh + '"]');
      if (fresh) element.replaceWith(document.adoptNode(fresh));
    }
  }

  // Numbers are rendered by the server; a visible page fetches them again at this interval (ms).
  const REFRESH_INTERVAL = 20000;
  async function refresh() {
    const page = document.hidden || inUse() ? null : await rendered(location.href);
    if (page) replaceParts(page);
  }

  // An opened row shows its events with their bodies. They are taken from the list of events, which
  // is much cheaper than rendering the whole trace again.
  async function bodies(span) {
    const source = span.querySelector('a.bodies');
    const page = source && await rendered(source.dataset.events);
    const list = page?.querySelector('ol.bodies');
    if (!list || !source.isConnected) return;
    const more = page.querySelector('a[rel=next]') ? [element('p', '', 'more')] : [];
    more[0]?.append(link(source.dataset.events, 'All events of this span'));
    span.querySelector('.span-events').replaceWith(document.adoptNode(list), ...more);
    source.parentNode.remove();
  }

  addEventListener('DOMContentLoaded', () => {
    live();
    alerts();
    if (document.querySelector('[data-fresh]')) setInterval(refresh, REFRESH_INTERVAL);
    document.querySelector('#theme')?.addEventListener('click', switchTheme);
    document.querySelector('#keys')?.addEventListener('click', help);
    const opened = location.hash && document.getElementById(location.hash.slice(1));
    if (opened instanceof HTMLDetailsElement) opened.open = true;
    for (const span of document.querySelectorAll('details.span')) {
      // The address of an opened row can be shared.
      span.addEventListener('toggle', () => {
        if (!span.open) return;
        history.replaceState(null, '', '#' + span.id);
        bodies(span);
      });
    }
  });
})();

// Pages can be read without this. It remembers light or dark, listens for keys, and adds what
// happens while a page is open.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');

  // Before the first paint, so that nothing flickers.
  let theme = null;
  try { theme = localStorage.getItem('theme'); } catch { /* Not allowed to remember: fine. */ }
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;

  const turn = () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('theme', root.dataset.theme); } catch { /* As above. */ }
  };

  const KEYS = [
    ['/', 'Search', () => document.querySelector('.search input').focus()],
    ['l', 'Live', () => { location.href = '/'; }],
    ['t', 'Traces', () => { location.href = '/traces'; }],
    ['e', 'Events', () => { location.href = '/events'; }],
    ['o', 'Objectives', () => { location.href = '/slos'; }],
    ['a', 'Alerts', () => { location.href = '/alerts'; }],
    ['d', 'Dead letters', () => { location.href = '/dead-letters'; }],
    ['j', 'Next line', () => step(1)],
    ['k', 'Line before', () => step(-1)],
    ['n', 'Next page', () => document.querySelector('a[rel=next]')?.click()],
    ['p', 'Pause or go on', () => document.querySelector('#pause')?.click()],
    ['x', 'Dark or light', turn],
    ['?', 'These keys', help],
  ];

  function step(by) {
    const lines = [...document.querySelectorAll('main .list a.title, main .span > summary, main .events a.title')];
    const at = lines.indexOf(document.activeElement);
    const next = lines[Math.min(lines.length - 1, Math.max(0, at + by))];
    next?.focus();
  }

  function help() {
    let dialog = document.querySelector('dialog');
    if (!dialog) {
      dialog = document.createElement('dialog');
      const title = document.createElement('h2');
      title.textContent = 'Keys';
      const list = document.createElement('table');
      list.className = 'facts';
      for (const [key, what] of KEYS) {
        const row = list.insertRow();
        const kbd = document.createElement('kbd');
        kbd.textContent = key;
        row.insertCell().append(kbd);
        row.insertCell().textContent = what;
      }
      const close = document.createElement('button');
      close.textContent = 'Close';
      close.addEventListener('click', () => dialog.close());
      dialog.append(title, list, close);
      dialog.setAttribute('aria-label', 'Keys');
      document.body.append(dialog);
    }
    dialog.showModal();
  }

  addEventListener('keydown', (event) => {
    const writing = event.target.closest('input, textarea, select, dialog');
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = KEYS.find(([name]) => name === event.key);
    if (key) {
      event.preventDefault();
      key[2]();
    }
  });

  // Characters that would hide or turn round what stands beside them are shown by their number,
  // as the server does it.
  const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const shown = (text) => {
    const whole = text.length > 300 ? text.slice(0, 300) + '…' : text;
    return whole.replace(UNFIT, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
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

  const seen = () => new Promise((resolve) => {
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });

  // Events come named by their type, and an EventSource hears only names it knows beforehand; so
  // the stream is read by hand. It resumes where it broke off. A page that nobody sees lets go of
  // it, since a browser opens few to one host; `on.back` says after which event to go on then.
  async function follow(path, after, on) {
    let last = after;
    for (;;) {
      if (document.hidden) {
        await seen();
        last = await on.back(last);
        continue;
      }
      const left = new AbortController();
      const leave = () => { if (!on.stays()) left.abort(); };
      document.addEventListener('visibilitychange', leave, { signal: left.signal });
      try {
        const headers = last ? { 'Last-Event-ID': last } : {};
        const answer = await fetch(path, { headers, cache: 'no-store', signal: left.signal });
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
      } catch { /* Said below, and tried again. */ }
      left.abort();
      on.broken();
      if (!document.hidden) await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }

  // The first page goes on by itself: what comes in while it is paused is shown afterwards.
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
    const say = () => {
      status.textContent = paused ? held.length + ' waiting' : 'live';
    };
    const take = (event) => {
      if (paused) {
        held.push(event);
        if (held.length > 1000) held.shift();
        say();
      } else {
        put(event);
      }
    };
    const back = async (last) => {
      const page = paused ? null : await drawn(location.href);
      const fresh = page?.querySelector('#events');
      if (!fresh) return last;
      renew(page);
      if (fresh.children.length) document.querySelector('section .empty')?.remove();
      list.replaceChildren(...fresh.children);
      return fresh.dataset.after;
    };
    const broken = () => { status.textContent = 'connecting again'; };
    follow('/api/v1/events/stream?' + filters, list.dataset.after,
      { opened: say, take, broken, back, stays: () => paused });
    pause.addEventListener('click', () => {
      paused = !paused;
      pause.textContent = paused ? 'Go on' : 'Pause';
      pause.setAttribute('aria-pressed', paused);
      if (!paused) held.splice(0).forEach(put);
      say();
    });
  }

  // The list of alerts is drawn anew as soon as one of them changes, several at once, and when the
  // stream begins: one may have changed before.
  function alerts() {
    if (!document.querySelector('[data-fresh="alerts"]')) return;
    let soon = 0;
    const take = () => {
      clearTimeout(soon);
      soon = setTimeout(freshen, 300);
    };
    const same = (last) => last;
    follow('/api/v1/alerts/stream', null,
      { opened: take, take, broken: () => {}, back: same, stays: () => false });
  }

  // A page as the server draws it now; null when it cannot.
  async function drawn(href) {
    try {
      const answer = await fetch(href, { cache: 'no-store' });
      return answer.ok && !answer.redirected
        ? new DOMParser().parseFromString(await answer.text(), 'text/html')
        : null;
    } catch {
      return null;
    }
  }

  // What may have changed is put in place, unless somebody is about to use what stands there.
  const changing = () => [...document.querySelectorAll('[data-fresh]')];
  const inUse = () => changing().some((e) => e.contains(document.activeElement));
  function renew(page) {
    if (inUse()) return;
    for (const element of changing()) {
      const fresh = page.querySelector('[data-fresh="' + element.dataset.fresh + '"]');
      if (fresh) element.replaceWith(document.adoptNode(fresh));
    }
  }

  // Figures are drawn by the server; while somebody looks, they are fetched anew now and then.
  const FRESH_EVERY = 20000;
  async function freshen() {
    const page = document.hidden || inUse() ? null : await drawn(location.href);
    if (page) renew(page);
  }

  // A line that is opened shows its events with their bodies, as the page behind its link does;
  // they are taken from the list of events, since that page grows the whole trace anew.
  async function bodies(span) {
    const ask = span.querySelector('a.bodies');
    const page = ask && await drawn(ask.dataset.events);
    const list = page?.querySelector('ol.bodies');
    if (!list || !ask.isConnected) return;
    const more = page.querySelector('a[rel=next]') ? [element('p', '', 'more')] : [];
    more[0]?.append(link(ask.dataset.events, 'All its events'));
    span.querySelector('.happened').replaceWith(document.adoptNode(list), ...more);
    ask.parentNode.remove();
  }

  addEventListener('DOMContentLoaded', () => {
    live();
    alerts();
    if (document.querySelector('[data-fresh]')) setInterval(freshen, FRESH_EVERY);
    document.querySelector('#theme')?.addEventListener('click', turn);
    document.querySelector('#keys')?.addEventListener('click', help);
    const opened = location.hash && document.getElementById(location.hash.slice(1));
    if (opened instanceof HTMLDetailsElement) opened.open = true;
    for (const span of document.querySelectorAll('details.span')) {
      // An opened line can be shared.
      span.addEventListener('toggle', () => {
        if (!span.open) return;
        history.replaceState(null, '', '#' + span.id);
        bodies(span);
      });
    }
  });
})();

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

  addEventListener('DOMContentLoaded', () => {
    document.querySelector('#theme')?.addEventListener('click', turn);
    document.querySelector('#keys')?.addEventListener('click', help);
    const opened = location.hash && document.getElementById(location.hash.slice(1));
    if (opened instanceof HTMLDetailsElement) opened.open = true;
    for (const span of document.querySelectorAll('details.span')) {
      // An opened line can be shared.
      span.addEventListener('toggle', () => {
        if (span.open) history.replaceState(null, '', '#' + span.id);
      });
    }
  });
})();

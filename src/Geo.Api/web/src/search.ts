import { getItems, getRest } from './api.js';
import type { Item } from './api.js';
import type { App } from './app.js';
import { parsePlace } from './coordinates.js';
import { h, fill } from './dom.js';
import { titleOf } from './facts.js';
import { degrees } from './format.js';
import { t } from './texts.js';
import type { Key } from './texts.js';

interface Hit { layer: string; id: string; code: string; name: string; kind: string }
const searched = ['mine-sites', 'dumps', 'sensitive-areas', 'key-control-areas', 'towns'];

/** Search by code, name or coordinates: a combo box that leads to the map. */
export function makeSearch(app: App): HTMLElement {
  let known: Promise<Hit[]> | null = null;
  let hits: Hit[] = [];
  let at = -1;
  let turn = 0;
  const list = h('ul', { id: 'search-hits', class: 'hits', role: 'listbox', 'aria-label': t('search.results'), hidden: true });
  const input = h('input', {
    type: 'search', id: 'search', role: 'combobox', autocomplete: 'off', placeholder: t('search.placeholder'), 'aria-label': t('search.placeholder'),
    'aria-expanded': 'false', 'aria-controls': 'search-hits', 'aria-autocomplete': 'list',
    oninput: () => void find(), onfocus: () => { known ??= everything(); if (input.value !== '') void find(); },
    onblur: () => window.setTimeout(close, 150),
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      mark(Math.min(hits.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void find().then(() => { const hit = hits[Math.max(0, at)]; if (hit) take(hit); });
    } else if (event.key === 'Escape') {
      input.value = '';
      close();
    }
  });
  return h('div', { class: 'search', role: 'search' }, input, list);

  async function find(): Promise<void> {
    const mine = ++turn;
    const wanted = input.value.trim();
    if (wanted === '') { hits = []; close(); return; }
    const place = parsePlace(wanted);
    if (place) {
      const id = `${place.lon.toFixed(6)},${place.lat.toFixed(6)}`;
      hits = [{ layer: 'place', id, code: '', name: degrees(place.lon, place.lat), kind: t('search.place') }];
    } else {
      known ??= everything();
      const all = await known;
      if (mine !== turn) return;
      const low = wanted.toLowerCase();
      hits = all.map((hit) => ({ hit, rank: rank(hit, low) })).filter((r) => r.rank < 9)
        .sort((a, b) => a.rank - b.rank || a.hit.code.localeCompare(b.hit.code, undefined, { numeric: true })).slice(0, 10).map((r) => r.hit);
    }
    fill(list, ...hits.map((hit, i) => h('li', {
      role: 'option', id: `hit-${i}`, 'aria-selected': 'false', onmousedown: (e) => { e.preventDefault(); take(hit); },
    }, hit.code !== '' && hit.code !== hit.name && h('span', { class: 'code' }, hit.code), h('span', { class: 'name' }, hit.name), h('span', { class: 'quiet' }, hit.kind))));
    if (hits.length === 0) fill(list, h('li', { class: 'quiet', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, t('search.nothing')));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(hits.length > 0 ? 0 : -1);
  }

  function mark(index: number): void {
    at = index;
    [...list.children].forEach((li, i) => li.setAttribute('aria-selected', String(i === index)));
    if (index >= 0) input.setAttribute('aria-activedescendant', `hit-${index}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function take(hit: Hit): void {
    input.value = hit.layer === 'place' ? input.value : hit.name;
    close();
    app.go({ room: 'map', draw: null, selected: { layer: hit.layer, id: hit.id }, ...(app.route().room === 'map' ? {} : { view: null }) });
  }

  function close(): void {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  }
}

/** 0 is the same code or name, 1 begins so, 2 holds it, 9 neither. */
function rank(hit: Hit, low: string): number {
  const parts = [hit.code.toLowerCase(), hit.name.toLowerCase()];
  if (parts.includes(low)) return 0;
  if (parts.some((p) => p.startsWith(low))) return 1;
  return parts.some((p) => p.includes(low)) ? 2 : 9;
}

async function everything(): Promise<Hit[]> {
  const parts = await Promise.all(searched.map(async (layer) => {
    try {
      const rows = await getRest(await getItems(layer, { limit: '1000' }), 3000);
      return rows.map((item) => hitOf(layer, item));
    } catch {
      return []; // a collection that this server does not hold
    }
  }));
  return parts.flat();
}

function hitOf(layer: string, item: Item): Hit {
  const id = String(item.id ?? '');
  const code = typeof item.properties.code === 'string' ? item.properties.code : '';
  return { layer, id, code, name: titleOf(id, item.properties), kind: t(`kind.${layer}` as Key) };
}

// Keeps the field form's own files - its page, script, style and icon - so that it opens without a network.
// Nothing that the server says of sites, checks or people is kept here.
const KEPT = 'geowfc-field-1';
const PAGE = '/map/field';
const PATIENCE = 5000; // ms: on a bad network the kept page is better than a long wait

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const answer = await fetch(PAGE, { cache: 'no-cache', headers: { Accept: 'text/html' } });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    await keep(answer);
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (event.request.mode === 'navigate' && url.pathname.replace(/\/$/, '') === PAGE) event.respondWith(page(event));
  else if (url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg') event.respondWith(file(event.request));
});

async function page(event) {
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok) event.waitUntil(keep(answer.clone()).catch(() => undefined));
    return answer;
  });
  const kept = await (await caches.open(KEPT)).match(PAGE);
  if (!kept) return asked;
  const wait = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([asked.catch(() => kept), wait]);
}

async function file(request) {
  return (await (await caches.open(KEPT)).match(request.url)) ?? fetch(request);
}

// The page and what it names; files of an earlier version go.
async function keep(answer) {
  const cache = await caches.open(KEPT);
  const html = await answer.clone().text();
  const names = [...new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+|\/icon\.svg)"/g)].map((m) => m[1]))];
  for (const name of names) {
    if (!(await cache.match(name))) await cache.add(name);
  }
  await cache.put(PAGE, answer);
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path !== PAGE && !names.includes(path)) await cache.delete(request);
  }
}

// Keeps the course for when the network is gone. The build writes the list below: each file of the site with the hash of its bytes, so that what is
// kept under a hash is exactly that file, a new version takes over what has not changed, and what does not fit this version is never given out.
"use strict";

const files = {}; // path: [SHA-256 in base64, bytes, bytes on their way, 1 when it is fetched only on demand]

const scope = registration.scope;
const shelf = "hourglass " + scope; // an origin may hold several courses
const kinds = {html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml", json: "application/json", wasm: "application/wasm"};

/** Where a file is kept: its address, with its hash. */
const place = (path) => scope + path + "?" + encodeURIComponent(files[path][0]);

/** The file of the site that a request asks for, if any. */
function pathOf(request) {
  const url = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || !url.startsWith(scope)) return null;
  const path = url.slice(scope.length);
  return path === "" || path.endsWith("/") ? path + "index.html" : path;
}

/** Gets a file from the site, exactly as the list says it is, and keeps it. Of a file that was renewed meanwhile the browser gives out nothing. */
async function fetchFile(path) {
  const wish = (cache) => fetch(scope + path, {integrity: "sha256-" + files[path][0], cache, credentials: "same-origin"});
  const answer = await wish("default").catch(() => wish("reload"));
  if (!answer.ok) throw new Error(path + ": " + answer.status);
  const headers = new Headers(answer.headers);
  headers.set("Content-Type", kinds[path.split(".").pop()]); // whatever the server said
  const kept = new Response(await answer.blob(), {headers}); // made anew: one that was redirected may not answer a navigation
  const cache = await caches.open(shelf);
  await cache.put(place(path), kept.clone()).catch(() => {}); // without room it is there for this once
  return kept;
}

const isKept = async (path) => Boolean(await (await caches.open(shelf)).match(place(path)));

/** Fetches what is missing of some files, a few at a time. tell hears how many bytes have come. */
async function keep(paths, tell = () => {}) {
  const queue = [...paths];
  let done = 0;
  const worker = async () => {
    for (let path = queue.shift(); path; path = queue.shift()) {
      if (!(await isKept(path))) await fetchFile(path);
      tell(done += files[path][2]);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

/** What every visit keeps, and what was kept of an older version. */
async function wanted() {
  const had = new Set((await (await caches.open(shelf)).keys()).map((r) => r.url.split("?")[0].slice(scope.length)));
  return Object.keys(files).filter((path) => !files[path][3] || had.has(path));
}

async function tidy() {
  const cache = await caches.open(shelf);
  const known = new Set(Object.keys(files).map(place));
  for (const r of await cache.keys()) if (!known.has(r.url)) await cache.delete(r);
}

// A new version is complete before it is installed, and waits until no page of the old one is open.
addEventListener("install", (e) => e.waitUntil(wanted().then((paths) => keep(paths))));
addEventListener("activate", (e) => e.waitUntil(tidy()));

/** Lets a version that waits take over when this navigation would open the only page of the course. */
async function renewed() {
  if (!registration.waiting) return false;
  const open = (await clients.matchAll({type: "window"})).filter((c) => !c.url.includes("stage.html"));
  if (open.length > 1) return false;
  registration.waiting.postMessage({take: true});
  return true;
}

async function answer(request, path) {
  if (request.mode === "navigate" && !path.endsWith("stage.html") && (await renewed())) return new Response("", {headers: {Refresh: "0"}});
  if (!files[path]) return Response.redirect(scope + path + "/" + new URL(request.url).search, 302);
  const kept = await (await caches.open(shelf)).match(place(path));
  if (kept) return kept;
  try {
    return await fetchFile(path);
  } catch (e) {
    const there = await fetch(scope + path, {method: "HEAD", cache: "reload"}).catch(() => null); // tells a renewed file from a network that is gone
    return there?.ok ? new Response("", {status: 409}) : Response.error();
  }
}

addEventListener("fetch", (e) => {
  const path = pathOf(e.request);
  if (path !== null && (files[path] || (e.request.mode === "navigate" && files[path + "/index.html"]))) e.respondWith(answer(e.request, path));
});

// The page asks: {take} to take over, {keep: paths} for what it has used, {state: paths} and {all: paths} for the button; answers go to its port.
addEventListener("message", (e) => {
  const {take, keep: used, state, all} = e.data ?? {};
  const known = (paths) => (Array.isArray(paths) ? paths.filter((p) => files[p]) : []);
  const whole = (paths) => [...Object.keys(files).filter((p) => !files[p][3]), ...known(paths)];
  if (take) skipWaiting();
  if (used) e.waitUntil(keep(known(used)).catch(() => {}));
  if (state) e.waitUntil(missing(whole(state)).then((m) => e.ports[0].postMessage(m)));
  if (all) {
    e.waitUntil(missing(whole(all)).then((m) => keep(m.paths, (done) => e.ports[0].postMessage({done, fetch: m.fetch})))
      .then(() => e.ports[0].postMessage({kept: true}), () => e.ports[0].postMessage({failed: true})));
  }
});

/** Which of some files are not kept yet, and what it takes to get them. */
async function missing(paths) {
  const kept = await Promise.all(paths.map(isKept));
  const left = paths.filter((_, i) => !kept[i]);
  const sum = (list, k) => list.reduce((s, p) => s + files[p][k], 0);
  return {paths: left, fetch: sum(left, 2), size: sum(paths, 1)};
}

// Keeps the course for when the network is gone. The build writes the list below: each file of the site with the hash of its bytes, so that what is
// kept under a hash is exactly that file, and a new version takes over what has not changed.
//
// A new version works as soon as it is complete, also while pages of the one before are open. It need not wait for them to be closed: scripts, styles
// and programs have names with their hash, so such a page asks for its own, which are kept until no such page is left; and the next page that is
// opened, or the same one by a reload, is of the new version.
"use strict";

/** @type {{[path: string]: [hash: string, size: number, way: number, late: number]}} */
const files = {}; // path: [SHA-256 in base64, bytes, bytes on their way, 1 when it is fetched only on demand]
const version = ""; // of the list

const keeper = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const scope = keeper.registration.scope;
const shelf = "hourglass " + scope; // an origin may hold several courses
/** @type {{[ending: string]: string}} */
const kinds = {html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml", json: "application/json", wasm: "application/wasm", u16: "application/octet-stream", u8: "application/octet-stream", csv: "text/csv; charset=utf-8"};

/** @type {(path: string) => boolean} */
const listed = (path) => Object.hasOwn(files, path);

/**
 * Where a file is kept: its address, with its hash.
 * @type {(path: string) => string}
 */
const place = (path) => scope + path + "?" + encodeURIComponent(files[path][0]);

const open = () => caches.open(shelf);

/**
 * What this version remembers when the browser stops the keeper and starts it again: a note is a line of JSON among the files.
 * @type {(name: string) => string}
 */
const noteAt = (name) => scope + "note/" + name + "?" + version;
/** @type {(name: string) => Promise<any>} */
const note = async (name) => (await (await open()).match(noteAt(name)))?.json();
/** @type {(name: string, value: unknown) => Promise<void>} */
const write = async (name, value) => (await open()).put(noteAt(name), new Response(JSON.stringify(value))).catch(() => {});

/**
 * The file of the site that a request asks for, if any.
 * @param {Request} request
 */
function pathOf(request) {
  const url = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || !url.startsWith(scope)) return null;
  const path = url.slice(scope.length);
  return path === "" || path.endsWith("/") ? path + "index.html" : path;
}

/**
 * Gets a file from the site, exactly as the list says it is, and keeps it. Of a file that was renewed meanwhile the browser gives out nothing.
 * @param {string} path
 */
async function fetchFile(path) {
  const wish = (/** @type {RequestCache} */ cache) => fetch(scope + path, {integrity: "sha256-" + files[path][0], cache, credentials: "same-origin"});
  let answer = await wish("default").catch(() => null);
  if (!answer?.ok) answer = await wish("reload");
  if (!answer.ok) throw new Error(path + ": " + answer.status);
  const headers = new Headers(answer.headers);
  headers.set("Content-Type", kinds[path.split(".").pop() ?? ""]); // whatever the server said
  const kept = new Response(await answer.blob(), {headers}); // made anew: one that was redirected may not answer a navigation
  await (await open()).put(place(path), kept.clone()).catch(() => {}); // without room it is there for this once
  return kept;
}

/** @type {(path: string) => Promise<boolean>} */
const isKept = async (path) => Boolean(await (await open()).match(place(path)));

/**
 * Fetches what is missing of some files, a few at a time. tell hears how many bytes have come.
 * @param {string[]} paths @param {(done: number) => void} tell
 */
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

/**
 * The name of a file without its hash.
 * @type {(path: string) => string}
 */
const plain = (path) => path.replace(/-[A-Z2-7]{8}(?=\.\w+$)/, "");

/** What every visit keeps, and what was kept of an older version. */
async function wanted() {
  const had = new Set((await (await open()).keys()).map((r) => plain(r.url.split("?")[0].slice(scope.length))));
  return Object.keys(files).filter((path) => !files[path][3] || had.has(plain(path)));
}

let mine = /** @type {Set<string> | null} */ (null); // the ids of the windows whose page is of this version

/**
 * Remembers a window that opens a page of this version, and forgets those that are closed.
 * @param {string} id
 */
async function remember(id) {
  mine ??= new Set(await note("windows"));
  if (!id || mine.has(id)) return;
  const there = new Set((await keeper.clients.matchAll({type: "window"})).map((c) => c.id));
  for (const old of mine) if (!there.has(old)) mine.delete(old);
  mine.add(id);
  await write("windows", [...mine]);
}

/** Takes away what only older versions need, once no page of theirs is open. */
async function tidy() {
  const ours = (mine ??= new Set(await note("windows")));
  if ((await keeper.clients.matchAll({type: "window"})).some((c) => !ours.has(c.id))) return;
  const cache = await open();
  const known = new Set([...Object.keys(files).map(place), ...["windows", "passed"].map(noteAt)]);
  for (const r of await cache.keys()) if (!known.has(r.url)) await cache.delete(r);
}

keeper.addEventListener("install", (e) => e.waitUntil(wanted().then((paths) => keep(paths)).then(() => keeper.skipWaiting())));
keeper.addEventListener("activate", (e) => e.waitUntil(tidy()));

/**
 * Answers for a file of the list.
 * @param {string} path
 */
async function answer(path) {
  const kept = await (await open()).match(place(path));
  if (kept) return kept;
  try {
    return await fetchFile(path);
  } catch (e) {
    const there = await fetch(scope + path, {method: "HEAD", cache: "reload"}).catch(() => null); // tells a renewed file from a network that is gone
    if (!there) return Response.error();
    await write("passed", true); // the host has another version by now, whose keeper has not come yet
    return new Response("", {status: 409});
  }
}

/**
 * Answers for a window, be it a page or the frame of a stage. Where the host is known to have a newer version, its page comes first.
 * @param {FetchEvent} e @param {string} path
 */
async function visit(e, path) {
  if (plain(path) === path && (await note("passed"))) {
    keeper.registration.update().catch(() => {});
    const fresh = await fetch(e.request, {cache: "no-cache"}).catch(() => null);
    if (fresh?.ok || fresh?.type === "opaqueredirect") return fresh;
  }
  if (!listed(path)) return Response.redirect(scope + path + "/" + new URL(e.request.url).search, 302);
  await remember(e.resultingClientId);
  return answer(path);
}

/**
 * Answers for a file of an older version, whose page is still open; of a newer one, or of none, the host may know.
 * @type {(request: Request, path: string) => Promise<Response>}
 */
const older = async (request, path) => (await (await open()).match(scope + path, {ignoreSearch: true})) ?? fetch(request);

keeper.addEventListener("fetch", (e) => {
  const path = pathOf(e.request);
  if (path === null) return;
  const opens = e.request.mode === "navigate";
  if (opens && (listed(path) || listed(path + "/index.html"))) e.respondWith(visit(e, path));
  else if (listed(path)) e.respondWith(answer(path));
  else if (/\.(js|css|wasm|html|u16|u8|csv)$/.test(path)) e.respondWith(older(e.request, path));
});

// The page asks: {version} for that, {keep: paths} for what it has used, {state: paths} and {all: paths} for the button; answers go to its port.
keeper.addEventListener("message", (e) => {
  const {version: asked, keep: used, state, all} = e.data ?? {};
  const known = (/** @type {unknown} */ paths) => (Array.isArray(paths) ? paths.filter(listed) : []);
  const whole = (/** @type {unknown} */ paths) => [...Object.keys(files).filter((p) => !files[p][3]), ...known(paths)];
  if (asked) e.ports[0].postMessage({version});
  if (used) e.waitUntil(keep(known(used)).catch(() => {}).then(tidy));
  if (state) e.waitUntil(missing(whole(state)).then((m) => e.ports[0].postMessage(m)));
  if (all) {
    e.waitUntil(missing(whole(all)).then((m) => keep(m.paths, (done) => e.ports[0].postMessage({done, fetch: m.fetch})))
      .then(() => e.ports[0].postMessage({kept: true}), () => e.ports[0].postMessage({failed: true})));
  }
});

/**
 * Which of some files are not kept yet, and what it takes to get them.
 * @param {string[]} paths
 */
async function missing(paths) {
  const kept = await Promise.all(paths.map(isKept));
  const left = paths.filter((_, i) => !kept[i]);
  const sum = (/** @type {string[]} */ list, /** @type {1 | 2} */ k) => list.reduce((s, p) => s + files[p][k], 0);
  return {paths: left, fetch: sum(left, 2), size: sum(paths, 1)};
}

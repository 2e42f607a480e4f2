// What files that the page fetches by itself are called in the site, with their bytes and hashes: {"worker.js": {name, bytes, sha256}}. The build puts
// its own table here: see web/build/assets.go.

/** @type {Record<string, {name: string, bytes: number, sha256: string}>} */
export const names = {};

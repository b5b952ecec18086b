import type { Plugin } from "vite";

/** Too large to be fetched before somebody needs it: kept when it comes. */
const LATER = /hdf5|spectrogram-|phases-/;

/**
 * Writes the service worker that lets the built page work without a network: it fetches what is small at once, keeps
 * whatever else is asked for, and never asks another origin.
 */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter((name) => !LATER.test(name) && !name.endsWith(".map"));
      const early = [
        "./",
        "./icon.svg",
        ...files.filter((name) => name !== "index.html").map((name) => `./${name}`),
      ];
      this.emitFile({ type: "asset", fileName: "offline.js", source: program(early) });
    },
  };
}

function program(files: readonly string[]): string {
  // The names of the files hold their contents' digests: a new build is a new cache.
  const version = files.reduce((sum, name) => (sum * 31 + hash(name)) % 1e9, 7);
  return `const cacheName = "unspectro-${version}";
const early = ${JSON.stringify(files, null, 2)};
addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(early)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("unspectro-") && name !== cacheName).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => clients.claim()));
});
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith(answer(event.request));
});
async function answer(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept !== undefined) return kept;
  const fetched = await fetch(request);
  if (fetched.ok) await cache.put(request, fetched.clone());
  return fetched;
}
`;
}

function hash(text: string): number {
  let value = 0;
  for (const letter of text) value = (value * 33 + letter.charCodeAt(0)) % 1e9;
  return value;
}

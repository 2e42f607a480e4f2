// The one name that the page's scripts share without a module: web/page/theme.js makes it before anything is drawn.

/** What is the matter with a file: what kind of trouble, a sentence for the reader, and the browser's own words. */
interface Cause {
  kind: string;
  words: string;
  raw?: unknown;
}

declare var hourglass: {
  /** Says why a file did not come. answer is what the server said, where that is known; raw what the browser did. */
  why(url: string | URL, answer?: Response | null, raw?: unknown): Promise<Cause>;
  /** The page's script has begun, and speaks for itself. */
  awake?: boolean;
  /** Whether programs may have SIMD instructions. */
  simd: boolean;
  /** Programs that were asked for with the page, by their names in the site, until they are taken. */
  early?: Record<string, Promise<Response>>;
};

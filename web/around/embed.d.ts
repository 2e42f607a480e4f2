// Types of embed.js: the element <autoencoder-lesson> in TypeScript, and in the templates of React 19, Vue 3 and Svelte. See docs/embedding.md.
// Copy this file beside your own sources, or name its place under "files" in tsconfig.json.

/** What the element may be told, as attributes or as properties. null and undefined take an attribute away. */
export interface AutoencoderLessonAttributes {
  /** Which lesson; the only one that is needed. */
  lesson?: string | null;
  /** The address of the course, where the script cannot know it: when it is a module, or inside another script. */
  course?: string | null;
  /** Language of the lesson, where it has words for it: "es". */
  lang?: string | null;
  /** What the button says instead of "Start the lesson". */
  label?: string | null;
  /** The step of the lesson to open, from 1. */
  step?: number | string | null;
  /** Names of parts and controls to leave out, with commas between. */
  hide?: string | readonly string[] | null;
  /** Names of controls that are shown and cannot be turned, with commas between. */
  lock?: string | readonly string[] | null;
  /** Else the reader's own. */
  theme?: "light" | "dark" | "" | null;
  /** The run to open, as it stands behind the # of a link. Read, it is the run as it stood last. */
  run?: string | null;
  /** Whether the lesson starts when it comes into view, or when its button is pressed. */
  start?: "view" | "click" | "" | null;
}

/** How the run stands. */
export interface LessonFacts {
  state: "loading" | "ready" | "training" | "paused" | "diverged";
  step: number;
  loss: number;
  validation: number;
  /** Steps a second. */
  rate: number;
  speed: number;
  /** The step that is looked back at, or -1. */
  back: number;
  knobs: Record<string, number>;
  /** The link of the run. */
  run: string;
  /** The fingerprint of the weights. */
  hash: string;
}

/** A step of the lesson; index counts from 0. */
export interface LessonStep {
  id: string;
  index: number;
  count: number;
}

/** The events of the element. */
export interface AutoencoderLessonEventMap {
  ready: CustomEvent<{ lesson: string; title: string; steps: string[] }>;
  facts: CustomEvent<LessonFacts>;
  step: CustomEvent<LessonStep>;
  done: CustomEvent<LessonStep>;
  answer: CustomEvent<{ id: string; picked: number; happened: number; words: string }>;
  goal: CustomEvent<{ id: string; step: number }>;
  fault: CustomEvent<{ words: string }>;
}

/** Listeners as React and Svelte write them. */
export type AutoencoderLessonListeners = { [K in keyof AutoencoderLessonEventMap as `on${K}`]?: (event: AutoencoderLessonEventMap[K]) => void };

/** The element. A method starts the lesson when it has not started. */
export interface AutoencoderLesson extends HTMLElement {
  get lesson(): string;
  set lesson(value: string | null | undefined);
  get course(): string;
  set course(value: string | null | undefined);
  get label(): string;
  set label(value: string | null | undefined);
  get step(): string;
  set step(value: number | string | null | undefined);
  get hide(): string;
  set hide(value: string | readonly string[] | null | undefined);
  get lock(): string;
  set lock(value: string | readonly string[] | null | undefined);
  get theme(): string;
  set theme(value: string | null | undefined);
  get run(): string;
  set run(value: string | null | undefined);
  get start(): string;
  set start(value: string | null | undefined);

  /** Starts the lesson, as its button does. */
  launch(): void;
  play(): void;
  pause(): void;
  /** One step of training. */
  stepOnce(): void;
  /** The same start again. */
  reset(): void;
  /** Turns a knob, by its name, to a number. */
  turn(knob: string, value: number): void;
  /** Steps a second, 0 for slow motion, or "max". */
  speed(value: number | "max"): void;
  /** Goes to a step of the lesson, by its number from 1 or its name. */
  goto(step: number | string): void;
  /** Opens another run. */
  open(run: string): void;

  addEventListener<K extends keyof AutoencoderLessonEventMap>(type: K, listener: (this: AutoencoderLesson, event: AutoencoderLessonEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof AutoencoderLessonEventMap>(type: K, listener: (this: AutoencoderLesson, event: AutoencoderLessonEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "autoencoder-lesson": AutoencoderLesson;
  }
}

// A framework that is not installed has no module to add to: the next line of each is then passed over.
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "autoencoder-lesson": AutoencoderLessonAttributes & AutoencoderLessonListeners & Omit<React.HTMLAttributes<AutoencoderLesson>, keyof AutoencoderLessonAttributes> & React.RefAttributes<AutoencoderLesson>;
    }
  }
}

// @ts-ignore
declare module "vue" {
  interface GlobalComponents {
    "autoencoder-lesson": new () => {
      $props: AutoencoderLessonAttributes & { [K in keyof AutoencoderLessonEventMap as `on${Capitalize<K>}`]?: (event: AutoencoderLessonEventMap[K]) => void };
    };
  }
}

// @ts-ignore
declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "autoencoder-lesson": AutoencoderLessonAttributes & AutoencoderLessonListeners & { id?: string; class?: string; style?: string };
  }
}

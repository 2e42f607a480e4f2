// What happens on the page, for whoever wants to know: the site around it, a course platform, the browser's memory.
//
//   ready {}                    the trainer has answered for the first time
//   facts (see wire.js)         each time that the page has shown new ones
//   step {id, index, count}     another step of the lesson is shown
//   done {id, index, count}     its one thing to do is done, or its question answered
//   answer {id, picked, happened, words}   a question's run is over: numbers of the options (happened is -1 for none), and both in words
//   goal {id, step}             a run has reached the lesson's goal
//   reset {undone}              the lesson stands as it opened, or, undone, as before that

// They are events of the document, so that they need no module to be heard.

/** @type {(type: string) => string} */
const kind = (type) => `hourglass:${type}`;

/** @type {(type: string, detail?: object) => boolean} */
export const tell = (type, detail = {}) => document.dispatchEvent(new CustomEvent(kind(type), { detail }));
/** @type {(type: string, hear: (detail: any) => void) => void} */
export const on = (type, hear) => document.addEventListener(kind(type), (e) => hear(/** @type {CustomEvent} */ (e).detail));

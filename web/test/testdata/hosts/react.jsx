// A page of React that shows, changes, takes away and shows again a lesson, as set() says. Bundled by the test.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

globalThis.heard = [];
const hear = (e) => heard.push([e.type, e.detail]);

function Page() {
  const [{ shown, ...props }, set] = useState(first);
  globalThis.set = (changes) => set((old) => ({ ...old, ...changes }));
  return shown ? <autoencoder-lesson id="lesson" {...props} onready={hear} onfacts={hear} onstep={hear} onfault={hear} /> : <p>No lesson</p>;
}

createRoot(document.querySelector("#app")).render(<StrictMode><Page /></StrictMode>);

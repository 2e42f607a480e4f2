// Mounts the stage, an iframe with the canvas, and mounts it anew when its WebGL context or the device's scale is lost.
import * as files from "./files.js";

const often = 3; // automatic mounts within a minute

/** One page's stage. hooks: connect() makes a port to the trainer; ready(), gone(reason), figure(name) and easel() tell the page. */
export class Stage {
  constructor(place, lesson, hooks) {
    Object.assign(this, { place, lesson, hooks, look: {}, mounts: [] });
    addEventListener("message", (e) => this.frame && e.source === this.frame.contentWindow && this.hear(e.data));
  }

  mount(module) {
    this.module = module ?? this.module;
    if (!this.module) return;
    this.unmount();
    this.frame = document.createElement("iframe");
    this.frame.title = "Picture of the network. The panel “Without the canvas” says and does the same in text.";
    this.frame.tabIndex = -1; // nothing in it hears keys: the panel does
    files.stage(this.frame);
    this.place.prepend(this.frame);
  }

  unmount() {
    this.frame?.remove();
    this.frame = null;
    delete this.place.dataset.ready;
  }

  post(message, transfer = []) {
    this.frame?.contentWindow?.postMessage(message, self.origin === "null" ? "*" : self.origin, transfer);
  }

  show(look) {
    this.look = { ...this.look, ...look };
    this.post({ look: this.look });
  }

  hear(said) {
    switch (said?.stage) {
      case "hello": {
        const port = this.hooks.connect();
        if (port) this.post({ boot: { module: this.module, port, lesson: this.lesson, look: this.look } }, [port]);
        return;
      }
      case "ready":
        return this.hooks.ready();
      case "lost":
        return this.again();
      case "scale":
        return this.mount();
      case "failed":
        this.unmount();
        return this.hooks.gone(String(said.reason));
      case "figure":
        return this.hooks.figure(String(said.name));
      case "easel":
        return this.hooks.easel();
    }
  }

  /** Mounts anew, unless that happened too often of late: then somebody else wants the graphics more. */
  again() {
    const now = Date.now();
    this.mounts = this.mounts.filter((t) => now - t < 60_000);
    if (this.mounts.length >= often) {
      this.unmount();
      return this.hooks.gone("The browser took the graphics away several times.");
    }
    this.mounts.push(now);
    this.mount();
  }
}

/** Whether the browser can draw with WebGL2. The context that tells is given back at once. */
export function hasWebGL2() {
  const gl = document.createElement("canvas").getContext("webgl2");
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(gl);
}

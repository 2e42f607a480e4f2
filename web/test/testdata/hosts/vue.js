// The same page in Vue.
import { createApp, reactive, toRefs } from "vue";

globalThis.heard = [];
const state = reactive({ lock: undefined, ...first });
globalThis.set = (changes) => Object.assign(state, changes);

const app = createApp({
  setup: () => ({ ...toRefs(state), hear: (e) => heard.push([e.type, e.detail]) }),
  template: `<autoencoder-lesson v-if="shown" id="lesson" :lesson="lesson" :run="run" :step="step" :hide="hide" :lock="lock" :start="start" :label="label"
    @ready="hear" @facts="hear" @step="hear" @fault="hear"></autoencoder-lesson><p v-else>No lesson</p>`,
});
app.config.compilerOptions.isCustomElement = (tag) => tag === "autoencoder-lesson";
app.mount("#app");

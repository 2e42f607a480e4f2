// What a page in TypeScript writes must have types, and what it must not write must be refused: checked by TestElementTypes.
import { useRef } from "react";
import type { GlobalComponents } from "vue";
import type { AutoencoderLesson } from "../../../around/embed";

const found: AutoencoderLesson | null = document.querySelector("autoencoder-lesson");
const made = document.createElement("autoencoder-lesson");
made.lesson = "noise";
made.step = 3;
made.run = undefined;
made.stepOnce();
made.turn("rate", 0.01);
made.addEventListener("facts", (e) => console.log(e.detail.loss.toFixed(4), found?.run));
// @ts-expect-error the property is no method any more
made.step();
// @ts-expect-error a knob's value is a number
made.turn("rate", "0.01");
// @ts-expect-error there is no such knob of the element
made.rate = 1;

export function Lesson({ run }: { run: string }) {
  const lesson = useRef<AutoencoderLesson>(null);
  return (
    <>
      <autoencoder-lesson ref={lesson} lesson="noise" run={run} step={2} hide={["seed", "rate"]} className="wide" onfacts={(e) => console.log(e.detail.step)}>
        <a href="https://example.org/course/noise/index.html">Learning from torn copies</a>
      </autoencoder-lesson>
      <button onClick={() => lesson.current?.play()}>Train</button>
      {/* @ts-expect-error a theme is light or dark */}
      <autoencoder-lesson lesson="noise" theme="green" />
    </>
  );
}

type Props = InstanceType<GlobalComponents["autoencoder-lesson"]>["$props"];
export const props: Props = { lesson: "line", onFacts: (e) => e.detail.hash };
// @ts-expect-error a lesson has a name
export const wrong: Props = { lesson: 3 };

// The types stand without any framework beside them.
import type { AutoencoderLesson } from "./embed";

export const loss = (lesson: AutoencoderLesson) => lesson.addEventListener("facts", (e) => e.detail.loss);

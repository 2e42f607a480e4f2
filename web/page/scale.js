// The scale of a slider whose numbers differ in size, such as a rate: as far from 0.001 to 0.01 as from 0.01 to 0.1. This is its only home: the build
// writes no place, since the page puts every slider where its number is before it can be moved.
import { plain } from "./number.js";

/**
 * The place of a number on a scale from min to max that has so many places.
 * @type {(v: number, min: number, max: number, places: number) => number}
 */
export const placeOf = (v, min, max, places) => (places * Math.log(v / min)) / Math.log(max / min);

/**
 * The number at a place, in two digits, as fields write it.
 * @type {(place: number, min: number, max: number, places: number) => string}
 */
export const numberAt = (place, min, max, places) => plain(Number((min * (max / min) ** (place / places)).toPrecision(2)));

/**
 * What a slider asks for that was moved to a place from a number, as text. An arrow key moves it less far than two digits tell: then it is the next
 * number on its way.
 * @type {(place: number, from: string, min: number, max: number, places: number) => string}
 */
export function moved(place, from, min, max, places) {
  const way = Math.sign(place - placeOf(Number(from), min, max, places));
  while (way && numberAt(place, min, max, places) === from && place > 0 && place < places) place += way;
  return numberAt(place, min, max, places);
}

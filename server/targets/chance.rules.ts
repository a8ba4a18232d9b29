// Chance that depends on a seed, on what it is for and on the number of the draw, and on nothing else: whoever asks for
// the same, in whatever order and among however many others, draws the same numbers, on every machine (whole numbers
// only). A generator that goes from one number to the next, as those of libraries do, would have to keep a state for each
// of thousands of streams and cannot go back to a draw; mixing a counter needs none and takes a third of the time, which
// is what keeps ten thousand draws of sixty candidates under the time that is owed. The numbers step by the golden ratio
// as in SplitMix (Steele, Lea and Flood, 2014); the mixing is « lowbias32 » (C. Wellons, Hash Prospector, public domain).

/** Between the numbers of two draws that follow each other. */
export const stride = 0x9e3779b9 | 0;

/** What one stream of chance begins with: give `mix(key + draw × stride)` to have a draw of it. */
export function keyOf(seed: number, ...names: readonly string[]): number {
  let key = mix(seed | 0);
  // Each name ends with a sign that no other follows from: « ab », « c » is not « a », « bc ».
  for (const name of names) for (const sign of `${name}\u0000`) key = mix(key ^ (sign.codePointAt(0) ?? 0));
  return key;
}

/** Every bit of the number reaches every other; no two numbers give the same. */
export function mix(number: number): number {
  let x = number ^ (number >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}

/** As a number from 0 (included) to 1 (excluded), a multiple of 2⁻³². */
export const unit = (mixed: number): number => (mixed >>> 0) * 2 ** -32;

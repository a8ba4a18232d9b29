// A reader of files that never ends, or that takes all the memory there is, as the task asks.
/** @param {{ bytes: Uint8Array }} task */
export default ({ bytes }) => {
  /** @type {number[][]} */
  const kept = [];
  while (bytes.length >= 0) if (bytes[0] === 1) kept.push(new Array(1_000_000).fill(0.5));
};

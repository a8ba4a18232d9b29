// A reader of files that never ends, or that takes all the memory there is, as the task asks.
export default ({ bytes }) => {
  const kept = [];
  while (bytes.length >= 0) if (bytes[0] === 1) kept.push(Array.from({ length: 100_000 }, (_, index) => ({ index })));
};

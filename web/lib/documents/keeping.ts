import { newKey } from '#lib/key.ts';

/** The draft of a text: what must never be taken for another stands in it as it is, the records as a short sum. */
export function draftOf(order: { kind: string; audience: string; subjects: readonly { type: string; id: string }[] }, { language, place }: { language: string; place: string }): string {
  const records = order.subjects.map(({ type, id }) => `${type}:${id}`).sort().join(' ');
  return ['note', language, order.audience, order.kind, place.slice(0, 200), sumOf(`${records} ${place}`)].join(' ');
}

/** 53 bits of a text (cyrb53, public domain): two of them are the same by chance once in some 10^15. */
function sumOf(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
}

/** One key for one intention: the same body asked for again after a lost answer has the key that it had. */
export function createKeys(): { keyFor(body: unknown): string; forget(): void } {
  let last: { text: string; key: string } | null = null;
  return {
    keyFor(body) {
      const text = JSON.stringify(body);
      if (last?.text !== text) last = { text, key: newKey() };
      return last.key;
    },
    /** After an answer: the next one is another intention. */
    forget() {
      last = null;
    },
  };
}

/** What is typed in a note and not saved yet: where it stands, and how to save it. */
export type Unsaved = { place: string; save: () => Promise<void> };

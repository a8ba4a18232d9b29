/** What an advisor writes in a note, put where it belongs in the generated document. Pure. */
import { cleanText } from '../documents/clean-text.ts';
import { languageTag, plainText, type Block, type DocumentLanguage, type DocumentPart, type DocumentTree, type Fact, type Run } from '../documents/tree.ts';
import { repairTypography } from '../documents/typography.ts';

/** A place of a note where an advisor may write: under a heading, or where the note says that something is to be completed. */
export type Place = { language: DocumentLanguage; place: string; isAwaited: boolean };
export type OwnText = { language: DocumentLanguage; place: string; text: string };

const between = ' › ';

/** Every place of a note, in reading order; a text under none of them any more stands last. */
export function placesOf(tree: DocumentTree): Place[] {
  return tree.parts.flatMap((part) => written(part, []).places.map((one) => ({ language: part.language, ...one })));
}

/**
 * The document with the texts in their places: instead of what is to be completed, or at the end of what stands under
 * the heading. A text whose place is not in the document any more stands at its end, under `elsewhere`: none is lost.
 */
export function withTexts(tree: DocumentTree, texts: readonly OwnText[], elsewhere: (language: DocumentLanguage) => string): DocumentTree {
  if (texts.length === 0) return tree;
  const parts = tree.parts.map((part) => {
    const own = texts.filter(({ language }) => language === part.language);
    const { blocks, places } = written(part, own);
    const lost = own.filter(({ place }) => !places.some((one) => one.place === place));
    if (lost.length === 0) return { ...part, blocks };
    const heading: Block = { type: 'heading', level: 1, runs: [{ text: elsewhere(part.language), lang: languageTag(part.language) }] };
    const last = blocks.at(-1);
    const more = [heading, ...lost.flatMap(({ text }) => paragraphs(text, part.language))];
    return { ...part, blocks: last && isClosing(last) ? [...blocks.slice(0, -1), ...more, last] : [...blocks, ...more] };
  });
  return { ...tree, parts };
}

/** The last lines of a part: who prepared it, what is left out. */
const isClosing = (block: Block): boolean => block.type === 'paragraph' && block.role === 'note';

function written(part: DocumentPart, texts: readonly OwnText[]): { blocks: Block[]; places: Omit<Place, 'language'>[] } {
  const places: Omit<Place, 'language'>[] = [];
  const blocks: Block[] = [];
  const seen = new Map<string, number>();
  let heading: string | null = null;
  let awaited = false;
  const textAt = (words: string, isAwaited: boolean): string | undefined => {
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    const place = (count === 1 ? words : `${words} (${count})`).slice(0, 400);
    places.push({ place, isAwaited });
    return texts.find((one) => one.place === place)?.text;
  };
  const under = (words: string): string => (heading === null ? words : `${heading}${between}${words}`);
  const close = (): void => {
    if (heading === null || awaited) return;
    const text = textAt(heading, false);
    if (text !== undefined) blocks.push(...paragraphs(text, part.language));
  };
  for (const [index, block] of part.blocks.entries()) {
    if (block.type === 'heading' || (index === part.blocks.length - 1 && isClosing(block))) {
      close();
      heading = block.type === 'heading' ? plainText(block.runs) : null;
      awaited = false;
      blocks.push(block);
    } else if (block.type === 'empty' && block.toComplete) {
      awaited = true;
      const text = textAt(under(plainText(block.runs)), true);
      blocks.push(...(text === undefined ? [block] : paragraphs(text, part.language)));
    } else if (block.type === 'facts') {
      blocks.push({ ...block, items: block.items.map((fact) => completed(fact, part.language, (label) => textAt(under(label), true))) });
    } else blocks.push(block);
  }
  close();
  return { blocks, places };
}

function completed({ toComplete, ...fact }: Fact, language: DocumentLanguage, textAt: (label: string) => string | undefined): Fact {
  if (!toComplete) return fact;
  const text = textAt(plainText(fact.label));
  return text === undefined ? { ...fact, toComplete } : { ...fact, value: [run(text, language)] };
}

const run = (text: string, language: DocumentLanguage): Run => {
  const lang = languageTag(language);
  return { text: repairTypography(cleanText(text.trim()), lang), lang };
};

/** An empty line parts two paragraphs. */
const paragraphs = (text: string, language: DocumentLanguage): Block[] =>
  text
    .split(/\n\s*\n/)
    .filter((one) => one.trim() !== '')
    .map((one) => ({ type: 'paragraph', role: 'body', runs: [run(one, language)] }));

// ── What changed ──

/** The lines of a document that say something, part by part; not those that close it, which change every day. */
function linesOf(tree: DocumentTree): string[] {
  const lines = (block: Block): string[] => {
    switch (block.type) {
      case 'heading':
      case 'empty':
        return [plainText(block.runs)];
      case 'paragraph':
        return block.role === 'note' ? [] : [plainText(block.runs)];
      case 'facts':
        return block.items.map(({ label, value }) => `${plainText(label)} – ${plainText(value)}`);
      case 'table':
        return block.rows.map((row) => row.map(plainText).filter(Boolean).join(' · '));
      case 'list':
        return block.items.map(plainText);
      case 'columns':
        return [...block.left, ...block.right].flatMap(lines);
      case 'parallel':
        return block.rows.flatMap(([left, right]) => [...left, ...right].flatMap(lines));
      case 'picture':
        return [plainText(block.alternative)];
      case 'contents':
        return [];
    }
  };
  return tree.parts.flatMap(({ blocks }) => blocks.flatMap(lines)).filter((line) => line.trim() !== '');
}

/** The lines of `now` that `before` did not have, and the other way round, each as often as it stands there. */
export function changesSince(before: DocumentTree, now: DocumentTree): { added: string[]; removed: string[] } {
  const without = (from: string[], taken: string[]): string[] => {
    const left = new Map<string, number>();
    for (const line of taken) left.set(line, (left.get(line) ?? 0) + 1);
    return from.filter((line) => {
      const count = left.get(line) ?? 0;
      if (count > 0) left.set(line, count - 1);
      return count === 0;
    });
  };
  const [old, current] = [linesOf(before), linesOf(now)];
  return { added: without(current, old), removed: without(old, current) };
}

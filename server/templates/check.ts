import { fillDocx } from '../documents/fill-docx.ts';
import { cleanPackage, unmarkedPages } from '../documents/template-pages.ts';
import { noteStyles, matched, ourStyles, stylesOf } from '../documents/template-styles.ts';
import { UnsoundZip, readSoundZip, type ZipFault } from '../documents/sound-zip.ts';
import { delimiters, expectedPlaceholders, meaningOf, placeholderNames } from '../documents/placeholders.rules.ts';
import { descendants, readWordTemplate, type WordTemplate } from '../documents/word-template.ts';
import { writeZip } from '../documents/zip.ts';
import { kindOfFile } from '../imports/file-kind.rules.ts';
import { closest } from '../text/closest.rules.ts';
import { Refusal, templateBytes, templateParagraphs, type Checked, type TemplateCheck } from './check.rules.ts';
import { fetchesOutside, isXml, refuseMacros, xmlText } from './package.rules.ts';
import { refuseContents, refuseMarkup } from './markup.ts';
import { sampleNote } from './sample.ts';

const zipFaults: Record<ZipFault, string> = { broken: 'broken', encrypted: 'encrypted', entries: 'too_many_parts', bomb: 'bomb' };

/** Looks at a file that somebody proposes as a template: what it holds, or why it is not taken. */
export async function checkTemplate(bytes: Uint8Array): Promise<Checked> {
  try {
    const entries = openPackage(bytes);
    refuseParts(entries);
    const template = await readTemplate(bytes);
    refuseContents(entries, template.parts);
    refuseMarkup(template.parts);
    refuseText(template);
    await refuseUnfillable(bytes);
    return { check: await describe(template, entries) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.said };
    if (error instanceof UnsoundZip) return { refusal: { code: zipFaults[error.fault] } };
    throw error;
  }
}

function openPackage(bytes: Uint8Array): Map<string, Buffer> {
  if (bytes.length > templateBytes) throw new Refusal('too_large');
  const kind = kindOfFile(bytes);
  const code = kind.is === 'other' ? kind.code : 'other';
  if (code === 'empty' || code === 'encrypted') throw new Refusal(code);
  if (code === 'seems_office') throw new Refusal('old_word');
  if (code !== 'seems_archive') throw new Refusal('not_word');
  const entries = readSoundZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const types = entries.get('[Content_Types].xml')?.toString('latin1') ?? '';
  refuseMacros([...entries.keys()], types);
  if (!entries.has('word/document.xml') || !/wordprocessingml\.(?:document|template)\.main\+xml/.test(types)) throw new Refusal('not_word');
  return entries;
}

/** What no XML reader needs to understand: grammars, encodings, drawings that fetch. */
function refuseParts(entries: ReadonlyMap<string, Buffer>): void {
  for (const [name, data] of entries) {
    if (!isXml(name, data)) continue;
    const text = xmlText(name, data);
    if (name.toLowerCase().endsWith('.svg') && fetchesOutside(text)) throw new Refusal('outside_links', { part: name, target: '' });
  }
}

async function readTemplate(bytes: Uint8Array): Promise<WordTemplate> {
  try {
    return await readWordTemplate(bytes);
  } catch {
    throw new Refusal('broken');
  }
}

function refuseText({ parts, bodies, names }: WordTemplate): void {
  let paragraphs = 0;
  for (const part of parts.values()) paragraphs += [...descendants(part, 'w:p')].length;
  if (paragraphs > templateParagraphs) throw new Refusal('too_long');
  const [body, other] = bodies;
  if (!body) throw new Refusal('no_body', { found: names.slice(0, 12).map(braced).join(', ') || '—' });
  if (other) throw new Refusal('body_twice');
  if (!body.isInText) throw new Refusal('body_misplaced');
  if (!body.isAlone) throw new Refusal('body_not_alone');
  if (body.endsSection) throw new Refusal('body_ends_section');
}

/** A note is made in it here and now: what is taken can be filled. */
async function refuseUnfillable(bytes: Uint8Array): Promise<void> {
  try {
    await fillDocx(sampleNote, bytes);
  } catch {
    throw new Refusal('broken');
  }
}

const braced = (name: string): string => `${delimiters.start}${name}${delimiters.end}`;

const knownNames = Object.values(placeholderNames).flat();

async function describe({ parts, names, standing }: WordTemplate, entries: ReadonlyMap<string, Buffer>): Promise<TemplateCheck> {
  const clean = new Map(entries);
  cleanPackage(clean);
  const pages = (await readWordTemplate(writeZip(clean, '2000-01-01'))).parts;
  const theirs = stylesOf(parts);
  const ours = await ourStyles('regular', 'fr-CA');
  const matches = matched(theirs, ours);
  return {
    placeholders: names.slice(0, 100).map((name) => {
      const meaning = meaningOf(name);
      return { name, meaning, nearest: meaning ? null : closest(name, knownNames) };
    }),
    missing: expectedPlaceholders.filter((one) => (one === 'classification' ? unmarkedPages(pages).length > 0 : !standing.has(one))),
    styles: noteStyles.map((id) => ({ ours: id, theirs: matches.get(id)?.name ?? null })),
  };
}

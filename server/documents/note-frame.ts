/** What every note has around its text: header, footer, classification, as-of date, omissions, notice. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate } from '../text/format.rules.ts';
import type { NoteRequest } from './note-data.ts';
import { prepareTree } from './prepare.ts';
import { plainText } from './tree.ts';
import type { Block, DocumentLanguage, DocumentPart, DocumentTree, Run } from './tree.ts';
import { classification, voiceOf } from './voice.ts';
import type { Voice } from './voice.ts';

export interface PartContent {
  title: Run[];
  subtitle: Run[];
  blocks: Block[];
}

/**
 * The finished tree: one part a language, in the order asked for, ready for the renderers.
 * `omitted` counts the records above the audience that the builder left out; with those that never reached it, the
 * count is said at the end of each part.
 */
export function frame(
  request: NoteRequest,
  shape: Pick<DocumentTree, 'kind' | 'density' | 'pages'> & { omitted: number },
  write: (voice: Voice) => PartContent,
): DocumentTree {
  const omitted = shape.omitted + (request.leftOut ?? 0);
  const languages: DocumentLanguage[] = request.language === 'both' ? ['fr', 'en'] : [request.language];
  const parts = languages.map((language) => part(request, omitted, language, write(voiceOf(language))));
  const first = parts[0];
  const kindTitle = first ? plainText(first.subtitle) : '';
  return prepareTree({
    schema: 1,
    ...shape,
    omitted,
    title: [first ? plainText(first.title) : '', kindTitle].filter(Boolean).join(' – '),
    author: request.author,
    office: (request.language === 'en' ? request.office.en : request.office.fr) ?? request.office.fr ?? request.office.en ?? '',
    audience: request.audience,
    asOf: request.asOf,
    parts,
  });
}

function part(request: NoteRequest, omitted: number, language: DocumentLanguage, content: PartContent): DocumentPart {
  const voice = voiceOf(language);
  const locale = { locale: language };
  const office = request.office[language] ?? request.office.fr ?? request.office.en ?? '';
  const notes: Run[][] = [
    ...(omitted > 0 ? [[voice.say(m.document_omitted({ count: omitted }, locale))]] : []),
    [voice.say(m.document_reviewed({ author: request.author, office }, locale))],
    ...(request.notice ? [voice.text(request.notice)] : []),
  ];
  return {
    language,
    title: content.title,
    subtitle: content.subtitle,
    header: {
      classification: [voice.say(classification(request.audience, language))],
      asOf: [voice.say(m.document_as_of({ date: formatDate(request.asOf, language) }, locale))],
    },
    footer: {
      office: [voice.say(office)],
      page: [voice.say(m.document_page({}, locale))],
      of: [voice.say(m.document_page_of({}, locale))],
    },
    blocks: [...content.blocks, { type: 'paragraph', role: 'note', runs: notes.flatMap((note, index) => (index === 0 ? note : [voice.say(' '), ...note])) }],
  };
}

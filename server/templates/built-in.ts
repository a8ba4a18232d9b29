import { m } from '../../generated/paraglide/messages.js';
import { writtenIn, type Placeholder } from '../documents/placeholders.rules.ts';
import { languageTag, type DocumentLanguage, type DocumentTree, type Run } from '../documents/tree.ts';

/** Our own page as a template: what a note says there, in braces. In English a name is called as in English. */
export function builtInTree(language: DocumentLanguage): DocumentTree {
  const lang = languageTag(language);
  const asked = (placeholder: Placeholder): Run[] => [{ text: writtenIn(placeholder, language), lang }];
  const say = (text: string): Run[] => [{ text, lang }];
  return {
    schema: 1,
    kind: 'template',
    title: m.template_built_in({}, { locale: language }),
    author: '',
    office: '',
    audience: 'internal',
    asOf: '2026-01-01',
    omitted: 0,
    density: 'regular',
    parts: [
      {
        language,
        title: asked('title'),
        subtitle: asked('subtitle'),
        header: { classification: asked('classification'), asOf: asked('asOf') },
        footer: { office: asked('office'), page: say(m.document_page({}, { locale: language })), of: say(m.document_page_of({}, { locale: language })) },
        blocks: [{ type: 'paragraph', role: 'body', runs: asked('body') }],
      },
    ],
  };
}

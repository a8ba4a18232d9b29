import type { ParamChanges } from '#lib/url.ts';
import type { NoteOrder } from './subjects.ts';

/** In which languages, and how two of them stand. */
export type Tongue = 'fr' | 'en' | 'after' | 'beside';
/** What a person chooses of a note beside its records; the address of the maker keeps it. */
export interface Wishes {
  kind: string | null;
  meeting: string | null;
  tongue: Tongue;
  audience: NoteOrder['audience'];
  from: string | null;
  to: string | null;
}

/** Names that no list has for a filter: the filters of a list stand in the same address. */
export const wishNames = ['note', 'meeting', 'in', 'for', 'since', 'until'] as const;
const tongues: readonly string[] = ['fr', 'en', 'after', 'beside'] satisfies Tongue[];
const audiences: readonly string[] = ['public', 'internal', 'restricted', 'confidential'] satisfies NoteOrder['audience'][];
const isDay = (text: string | null): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');

/** The choices of an address; what it does not say, or says wrong, is as usual. */
export function readWishes(params: Pick<URLSearchParams, 'get'>, language: 'fr' | 'en'): Wishes {
  const [tongue, audience, from, to] = [params.get('in'), params.get('for'), params.get('since'), params.get('until')];
  return {
    kind: params.get('note'),
    meeting: params.get('meeting'),
    tongue: tongues.includes(tongue ?? '') ? (tongue as Tongue) : language,
    audience: audiences.includes(audience ?? '') ? (audience as Wishes['audience']) : 'internal',
    from: isDay(from) ? from : null,
    to: isDay(to) ? to : null,
  };
}

/** What the address says of the choices: nothing of what is as usual. */
export const wishParams = ({ kind, meeting, tongue, audience, from, to }: Wishes, language: 'fr' | 'en'): ParamChanges => ({
  note: kind,
  meeting,
  in: tongue === language ? null : tongue,
  for: audience === 'internal' ? null : audience,
  since: from,
  until: to,
});

/** The records that an address names, without the choices: while they stay, the page stays. */
export function recordsOf(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of wishNames) params.delete(name);
  return params.toString();
}

/** The languages of an order, and how they stand. */
export function languagesOf(tongue: Tongue): Pick<NoteOrder, 'language' | 'layout'> {
  return tongue === 'after' || tongue === 'beside' ? { language: 'both', layout: tongue } : { language: tongue };
}

/** Trees, data and readers that the tests of documents share. */
import fc from 'fast-check';
import type { MeetingNoteData, NamedData, NoteRequest, OrganizationData, PersonData } from '../../server/documents/note-data.ts';
import { drawing, drawingInk, shape, words } from '../../server/documents/drawing.ts';
import { prepareTree } from '../../server/documents/prepare.ts';
import type { Block, DocumentTree, Picture, Run } from '../../server/documents/tree.ts';

export const nb = '\u00a0';

export const run = (text: string, more: Partial<Run> = {}): Run => ({ text, lang: 'fr-CA', ...more });

/** A small tree around the given blocks. */
export function treeOf(blocks: Block[], more: Partial<DocumentTree> = {}): DocumentTree {
  return prepareTree({
    schema: 1,
    kind: 'test',
    title: 'Titre de l’essai',
    author: 'Édouard Laflamme-Démo',
    office: 'Bureau des relations internationales',
    audience: 'internal',
    asOf: '2026-11-21',
    omitted: 0,
    density: 'regular',
    parts: [
      {
        language: 'fr',
        title: [run('Titre de l’essai')],
        subtitle: [run('Sous-titre')],
        header: { classification: [run('Usage interne')], asOf: [run('À jour au 21 novembre 2026')] },
        footer: { office: [run('Bureau')], page: [run('Page')], of: [run('de')] },
        blocks,
      },
    ],
    ...more,
  });
}

export const naughty = ['Tom & <b>Jerry</b>', '#let x = 1', '$x^2$ *gras* _ital_ @ref <label>', '"]#panic()', 'שלום עולם', 'مرحبا', '😀 👩‍🚀', '東京', 'x'.repeat(400), '\u0000\u0007\ud800', 'a\u202eb', '{{x}}', ' ', ''];

const anyText = fc.oneof(fc.constantFrom(...naughty), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
const anyRuns = fc.array(
  fc.record(
    { text: anyText, lang: fc.constantFrom('fr-CA', 'en-CA', 'ar', 'he', 'zh', 'es'), bold: fc.boolean(), italic: fc.boolean(), tone: fc.constantFrom('muted', 'late', 'learns'), link: fc.constantFrom('https://exemple.org/?a=1&b=2', 'javascript:alert(1)') },
    { requiredKeys: ['text', 'lang'] },
  ),
  { maxLength: 3 },
) as fc.Arbitrary<Run[]>;

const flatBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('heading' as const), level: fc.constantFrom(1, 2, 3), runs: anyRuns }),
  fc.record({ type: fc.constant('paragraph' as const), role: fc.constantFrom('body', 'lead', 'note'), runs: anyRuns }),
  fc.record({ type: fc.constant('empty' as const), runs: anyRuns }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(anyRuns, { minLength: 1, maxLength: 3 }) }),
  fc.record({ type: fc.constant('facts' as const), items: fc.array(fc.record({ label: anyRuns, value: anyRuns, source: anyRuns }), { minLength: 1, maxLength: 3 }) }),
  fc.record({ headers: fc.tuple(anyRuns, anyRuns), caption: anyRuns, rows: fc.array(fc.tuple(anyRuns, anyRuns), { minLength: 1, maxLength: 4 }) }).map(
    ({ headers, caption, rows }): Block => ({
      type: 'table',
      caption,
      columns: headers.map((header) => ({ header, width: 50 })),
      rows,
    }),
  ),
  fc.record({ caption: anyRuns, alternative: anyRuns, label: anyText }).map(({ label, ...more }): Block => pictureOf(label, more)),
);

/** A picture of a bar and its label. */
export const pictureOf = (label: string, more: Partial<Picture> = {}): Picture => ({
  type: 'picture',
  caption: [run('Ce que la figure montre')],
  alternative: [run('Une barre et son nom')],
  svg: drawing({ width: 200, height: 40 }, [
    shape('rect', { x: 0, y: 10, width: 120, height: 20, fill: drawingInk.strong }),
    words(label, { x: 195, y: 24, 'text-anchor': 'end', 'font-weight': 600 }),
  ]),
  width: 200,
  height: 40,
  ...more,
});

/** Blocks of every type holding any text at all. */
export const anyBlocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: flatBlock },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('columns' as const),
        left: fc.array(flatBlock, { minLength: 1, maxLength: 2 }),
        right: fc.array(flatBlock, { minLength: 1, maxLength: 2 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 6 },
);

/** Fails on XML that is not well-formed: tags out of order, stray `<` or `&`, a character that XML forbids. */
export function checkXml(xml: string): void {
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
  if (forbidden.test(xml)) throw new Error('a character that XML forbids');
  const open: string[] = [];
  const text = xml.replace(/^<\?xml[^?]*\?>/, '').replace(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g, (_tag, close: string, name: string, attributes: string, empty: string) => {
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(attributes)) throw new Error(`stray & in <${name}>`);
    if (close) {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last ?? 'nothing'}>`);
    } else if (!empty) open.push(name);
    return '';
  });
  if (open.length > 0) throw new Error(`<${open.join('><')}> never closed`);
  if (/[<]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text)) throw new Error(`stray markup near ${text.slice(0, 80)}`);
}

const both = (fr: string, en: string | null): { fr: string; en: string | null } => ({ fr, en });

export const somebody = (name: string, more: Partial<NamedData> = {}): NamedData => ({ id: null, name, sensitivity: 'public', ...more });

export function aPerson(more: Partial<PersonData> = {}): PersonData {
  return {
    id: 'ct.maelle',
    name: 'Maëlle de La Rivière-Fictive',
    pronouns: 'elle',
    title: both('Adjointe au maire', 'Deputy mayor'),
    language: both('français', 'French'),
    addressForm: both('Madame la Conseillère,', 'Dear Councillor La Rivière-Fictive,'),
    lastContactOn: '2026-06-11',
    knownBy: ['Édouard Laflamme-Démo'],
    biography: null,
    sensitivity: 'internal',
    ...more,
  };
}

export function anOrganizationData(more: Partial<OrganizationData> = {}): OrganizationData {
  return {
    names: [
      { text: 'Ville de Bordeaux', kind: 'official', language: 'fr', from: null, to: null },
      { text: 'City of Bordeaux', kind: 'official', language: 'en', from: null, to: null },
    ],
    kind: both('Municipalité', 'Municipality'),
    place: both('Bordeaux, France', 'Bordeaux, France'),
    website: 'https://www.bordeaux.example/',
    stage: both('Actif', 'Active'),
    tier: 'A',
    owner: 'Édouard Laflamme-Démo',
    backup: null,
    cadenceDays: 180,
    lastContactOn: '2026-06-11',
    since: '1962',
    people: [aPerson()],
    interactions: [
      {
        on: '2026-06-11',
        kind: both('Délégation reçue', 'Delegation received'),
        subject: both('Arbres en ville', 'City trees'),
        summary: { text: "Visite de la forêt urbaine : l'ombre et la chaleur.", language: 'fr' },
        ours: [somebody('Édouard Laflamme-Démo')],
        theirs: [somebody('Maëlle de La Rivière-Fictive', { id: 'ct.maelle', sensitivity: 'internal' })],
        sensitivity: 'internal',
      },
    ],
    promises: [
      { by: 'us', text: both('Rédiger la fiche commune', 'Write the joint sheet'), dueOn: '2027-02-26', status: 'open', doneOn: null, assignee: 'Édouard Laflamme-Démo', sensitivity: 'internal' },
      { by: 'them', text: both('Transmettre le guide', null), dueOn: '2026-10-01', status: 'open', doneOn: null, assignee: null, sensitivity: 'internal' },
    ],
    agreements: [],
    networks: [],
    commitments: [{ priority: 'learns', priorityTitle: both('Québec APPREND', 'Québec LEARNS'), title: both('Veille', 'Monitoring') }],
    targets: [],
    sources: [{ label: 'Seniors Reporters Bordeaux, 2022', locator: null }],
    updatedOn: '2026-09-01',
    hidden: 0,
    ...more,
  };
}

export function aMeetingNote(more: Partial<NonNullable<MeetingNoteData['meeting']>> = {}): MeetingNoteData {
  return {
    organization: anOrganizationData(),
    partners: [],
    earlier: [],
    meeting: {
      subject: both('Fiche commune', 'Joint sheet'),
      kind: both('Rencontre', 'Meeting'),
      startsAt: '2026-11-24T14:30:00.000Z',
      endsAt: null,
      timeZone: 'America/Toronto',
      place: both('Hôtel de ville', 'City Hall'),
      participants: {
        ours: [{ ...somebody('Rosalie Bureau-Fictif'), pronouns: null, title: both('Directrice', 'Director'), organization: null, addressForm: null, language: null, biography: null, lead: true }],
        theirs: [{ ...somebody('Maëlle de La Rivière-Fictive', { id: 'ct.maelle', sensitivity: 'internal' }), pronouns: null, biography: null, title: both('Adjointe au maire', 'Deputy mayor'), organization: both('Ville de Bordeaux', 'City of Bordeaux'), addressForm: both('Madame la Conseillère,', 'Dear Councillor,'), language: both('français', 'French'), lead: false }],
        third: [],
      },
      objectives: [],
      points: [
        { subject: { text: 'Calendrier', language: 'fr' }, theirPosition: null, ourPosition: { text: 'Livrer en février', language: 'fr' }, sensitivity: 'internal' },
        { subject: { text: 'Budget', language: 'fr' }, theirPosition: { text: 'Plus', language: 'fr' }, ourPosition: null, sensitivity: 'restricted' },
        { subject: { text: 'Secret', language: 'fr' }, theirPosition: null, ourPosition: null, sensitivity: 'confidential' },
      ],
      hiddenPoints: 0,
      ...more,
    },
  };
}

export function aRequest(more: Partial<NoteRequest> = {}): NoteRequest {
  return {
    language: 'fr',
    audience: 'internal',
    asOf: '2026-11-21',
    office: both('Bureau des relations internationales', 'International Relations Office'),
    author: 'Édouard Laflamme-Démo',
    notice: null,
    ...more,
  };
}

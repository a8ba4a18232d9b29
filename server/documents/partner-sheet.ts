/** The partner sheet (fiche partenaire): what to know about a partner on one page. */
import { m } from '../../generated/paraglide/messages.js';
import type { NoteRequest, OrganizationData, PartnerSheetData } from './note-data.ts';
import { frame } from './note-frame.ts';
import { countHiddenPeople, peopleNamedIn, seenInteractions, seenPromises } from './named-people.ts';
import { pageHeight, partHeight } from './page-budget.ts';
import {
  agreements,
  commitments,
  countHidden,
  identity,
  interactions,
  networkNames,
  organizationName,
  people,
  relation,
  sources,
} from './partner-blocks.ts';
import { countedHeading, openFirst, promisesBySide } from './promise-blocks.ts';
import { plainText } from './tree.ts';
import type { Audience, Block, DocumentTree } from './tree.ts';
import { dot, join, readable } from './voice.ts';

interface Share {
  people: number;
  agreements: number;
  interactions: number;
  /** On each side. */
  promises: number;
  networks: number;
  /** Characters of each summary. */
  summary: number;
}

/** What one page may hold, from the fullest to the barest; what is cut is counted (« 3 sur 9 »). */
const shares: readonly [Share, ...Share[]] = [
  { people: 5, agreements: 4, interactions: 3, promises: 4, networks: 6, summary: 200 },
  { people: 5, agreements: 4, interactions: 3, promises: 3, networks: 6, summary: 110 },
  { people: 4, agreements: 3, interactions: 3, promises: 3, networks: 5, summary: 110 },
  { people: 4, agreements: 3, interactions: 3, promises: 2, networks: 4, summary: 0 },
  { people: 3, agreements: 2, interactions: 3, promises: 2, networks: 3, summary: 0 },
  { people: 2, agreements: 2, interactions: 2, promises: 1, networks: 2, summary: 0 },
];

/**
 * Pure. Records above the audience are left out and counted; empty sections say so; the lists are cut until every
 * part stands on one page.
 */
export function buildPartnerSheet(data: PartnerSheetData, request: NoteRequest): DocumentTree {
  let sheet = build(data, request, shares[0]);
  for (const share of shares.slice(1)) {
    if (sheet.parts.every((part) => partHeight(part) <= pageHeight)) break;
    sheet = build(data, request, share);
  }
  return sheet;
}

/** Everything of a partner above the audience: records, and people by name. */
function hiddenOf({ people: persons, agreements: pacts, interactions: held, promises, hidden }: OrganizationData, audience: Audience): number {
  return hidden + countHidden([pacts, held, promises], audience) + countHiddenPeople([persons, peopleNamedIn(held, promises, audience)], audience);
}

function build({ organization }: PartnerSheetData, request: NoteRequest, most: Share): DocumentTree {
  const { audience, asOf } = request;
  const persons = readable(organization.people, audience);
  const pacts = readable(organization.agreements, audience);
  const held = seenInteractions(organization.interactions, audience);
  const open = openFirst(seenPromises(organization.promises, audience), asOf);
  const omitted = hiddenOf(organization, audience);
  return frame(request, { kind: 'partner-sheet', density: 'compact', omitted }, (voice) => {
    const locale = { locale: voice.language };
    const name = organizationName(organization.names, asOf, voice.language);
    const cited = plainText(sources(voice, organization, asOf));
    const heading = (title: string, list: readonly unknown[], limit: number): Block =>
      countedHeading(voice, title, Math.min(limit, list.length), list.length);
    const blocks: Block[] = [
      {
        type: 'columns',
        left: [voice.heading(m.document_heading_identity({}, locale)), identity(voice, organization, asOf, asOf)],
        right: [voice.heading(m.document_heading_relation({}, locale)), relation(voice, organization)],
      },
      voice.heading(m.document_heading_why({}, locale)),
      commitments(voice, organization.commitments),
      heading(m.document_heading_people({}, locale), persons, most.people),
      people(voice, persons.slice(0, most.people)),
      promisesBySide(
        voice,
        open,
        asOf,
        [m.document_heading_owed_by_us({}, locale), m.document_heading_owed_by_them({}, locale)],
        1,
        most.promises,
      ),
      voice.heading(m.document_heading_last_interactions({}, locale)),
      interactions(voice, held.slice(0, most.interactions), most.summary, false),
      heading(m.document_heading_agreements({}, locale), pacts, most.agreements),
      agreements(voice, pacts.slice(0, most.agreements), false),
      heading(m.document_heading_networks({}, locale), organization.networks, most.networks),
      networkNames(voice, organization.networks.slice(0, most.networks)),
      {
        type: 'paragraph',
        role: 'note',
        runs: [voice.say(m.document_sources_line({ sources: cited.charAt(0).toLocaleLowerCase(voice.language) + cited.slice(1) }, locale))],
      },
    ];
    return {
      title: name ? [voice.name(name.text, name.language)] : [voice.say(m.document_no_data({}, locale))],
      subtitle: join([voice.say(m.document_title_partner_sheet({}, locale)), voice.text(organization.kind), voice.text(organization.place)], voice.say(dot)),
      blocks,
    };
  });
}

/** The note de décision: what is asked, what each option rests on, what it costs, who has to agree. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate } from '../text/format.rules.ts';
import { approvals, consultations, costs, legal } from './decision-blocks.ts';
import { optionPoints, pendingDecisions } from './decision-options.ts';
import { alerts, head, hiddenIn, namingOnly, points, sourcesOf } from './dossier-blocks.ts';
import type { DossierData } from './dossier-data.ts';
import { subjectTitle, summary, toComplete } from './dossier-words.ts';
import type { NoteRequest } from './note-data.ts';
import { frame } from './note-frame.ts';
import { commitments, interactions } from './partner-blocks.ts';
import type { Block, DocumentTree, Run } from './tree.ts';
import { dot, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

const most = { interactions: 3, summary: 180, alerts: 6, points: 4 } as const;

/** What a decision maker reads; set smaller to stand on them. */
export const decisionPages = 3;

/**
 * Pure. Records above the audience are left out and counted. Nothing is argued here: what no record says (the wording of
 * the decision, advantages, recommendation…) is a place left to the advisor.
 */
export function buildDecisionNote(whole: DossierData, request: NoteRequest): DocumentTree {
  const { audience, asOf: today } = request;
  const data = namingOnly(whole, audience);
  return frame(request, { kind: 'decision', density: 'compact', pages: decisionPages, omitted: hiddenIn(whole, audience, { people: false }) }, (voice) => {
    const locale = { locale: voice.language };
    const place = (what: string): Block => toComplete(voice, what);
    const isGovernment = data.subject.type === 'organization' && data.subject.isGovernment;
    return {
      title: subjectTitle(voice, data.subject),
      subtitle: join([voice.say(m.note_kind_decision({}, locale)), voice.say(formatDate(today, voice.language))], voice.say(dot)),
      blocks: [
        head(voice, data, request),
        voice.heading(m.document_heading_decision({}, locale)),
        ...asked(voice, data, request),
        voice.heading(m.document_heading_context({}, locale)),
        ...background(voice, data, request),
        voice.heading(m.document_heading_options({}, locale)),
        ...options(voice, data, request),
        voice.heading(m.document_heading_alignment({}, locale)),
        data.commitments.length > 0 ? commitments(voice, data.commitments) : place(m.document_place_alignment({}, locale)),
        voice.heading(m.document_heading_finance({}, locale)),
        costs(voice, readable(data.missions, audience)) ?? place(m.document_place_costs({}, locale)),
        place(m.document_place_staff({}, locale)),
        voice.heading(m.document_heading_legal({}, locale)),
        legal(voice, readable(data.agreements, audience), readable(data.missions, audience)) ?? place(m.document_place_legal({}, locale)),
        voice.heading(m.document_heading_consult({}, locale)),
        ...(consultations(voice, data, audience) ?? [place(isGovernment ? m.document_place_consult_others({}, locale) : m.document_place_consult({}, locale))]),
        voice.heading(m.document_heading_communications({}, locale)),
        place(m.document_place_communications({}, locale)),
        voice.heading(m.document_heading_recommendation({}, locale)),
        place(m.document_place_recommendation({}, locale)),
        voice.heading(m.document_heading_approvals({}, locale)),
        approvals(voice, request),
        voice.heading(m.document_heading_sources({}, locale)),
        { type: 'paragraph', role: 'note', runs: sourcesOf(voice, data) },
      ],
    };
  });
}

/** The decisions that the records show to be pending; the one that is asked is for the advisor to put in words. */
function asked(voice: Voice, data: DossierData, request: NoteRequest): Block[] {
  const locale = { locale: voice.language };
  const pending = pendingDecisions(voice, data, request);
  return [
    toComplete(voice, m.document_place_decision({}, locale)),
    ...(pending.length > 0
      ? ([{ type: 'paragraph', role: 'body', runs: [voice.say(m.document_pending_intro({}, locale))] }, { type: 'list', items: pending }] satisfies Block[])
      : []),
  ];
}

function background(voice: Voice, data: DossierData, request: NoteRequest): Block[] {
  const { audience, asOf } = request;
  const body = (runs: Run[]): Block => ({ type: 'paragraph', role: 'body', runs });
  const held = readable(data.held.items, audience).slice(0, most.interactions);
  const described = voice.text(data.subject.description);
  const notable = [...alerts(voice, data, request).slice(0, most.alerts), ...points(voice, data, audience, most.points)];
  return [
    body(join(summary(voice, data, audience, asOf), voice.say(' '))),
    ...(described.length > 0 ? [body(described)] : []),
    ...(notable.length > 0 ? [{ type: 'list', items: notable } as const] : []),
    ...(held.length > 0 ? [voice.heading(m.document_heading_last_interactions({}, { locale: voice.language }), 2), interactions(voice, held, most.summary, false)] : []),
  ];
}

/** Three options, each with what the records support, and the place for what only judgement can say. */
function options(voice: Voice, data: DossierData, request: NoteRequest): Block[] {
  const locale = { locale: voice.language };
  const found = optionPoints(voice, data, request);
  const option = (title: string, items: Run[][]): Block[] => [
    voice.heading(title, 2),
    ...(items.length > 0 ? [{ type: 'list', items } as const] : []),
    toComplete(voice, m.document_place_pros({}, locale)),
  ];
  return [
    ...option(m.document_option_as_is({}, locale), found.asIs),
    ...option(m.document_option_act({}, locale), found.act),
    ...option(m.document_option_decline({}, locale), found.decline),
  ];
}

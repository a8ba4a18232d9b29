/** How the notes about one record speak: names inside sentences, places left to the advisor, and the summary. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatList, formatPeriod } from '../text/format.rules.ts';
import { articleOf } from './article.rules.ts';
import type { DossierData, DossierSubject } from './dossier-data.ts';
import { comingOf } from './dossier-events.ts';
import type { Bilingual } from './note-data.ts';
import { isLate } from './promise-blocks.ts';
import type { Audience, Block, Fact, Run } from './tree.ts';
import { join, readable, withoutDay } from './voice.ts';
import type { Voice } from './voice.ts';

/**
 * A sentence of which some words are runs of their own: a name keeps its language. `say` is given a function that
 * takes the runs and gives what stands for them in the message.
 */
export function sentence(voice: Voice, say: (slot: (runs: Run[]) => string) => string): Run[] {
  const slots: Run[][] = [];
  const text = say((runs) => String.fromCharCode(0xe000 + slots.push(runs) - 1));
  const pieces = withoutDay(text, voice.language).split(/([\ue000-\uf8ff])/u).filter((piece) => piece !== '');
  return merged(pieces.flatMap((piece) => slots[piece.charCodeAt(0) - 0xe000] ?? [voice.say(piece)]));
}

/** Neighbours that differ in nothing become one run. */
function merged(runs: Run[]): Run[] {
  const made: Run[] = [];
  for (const run of runs) {
    const last = made.at(-1);
    const alike = last && JSON.stringify({ ...last, text: '' }) === JSON.stringify({ ...run, text: '' });
    if (alike) last.text += run.text;
    else made.push({ ...run });
  }
  return made;
}

/** A title as it stands, in its own language, without the mark of a fallback: what stands in a sentence or between guillemets. */
export function bare(voice: Voice, pair: Bilingual | null): Run[] {
  const own = pair?.[voice.language];
  if (own) return [voice.say(own)];
  const other = voice.language === 'fr' ? 'en' : 'fr';
  const text = pair?.[other];
  return text ? [voice.name(text, other)] : [];
}

/** « la Ville de Bordeaux »: a name with its article. `capital` at the head of a sentence. */
export function withArticle(voice: Voice, pair: Bilingual, capital = false): Run[] {
  const [name, ...rest] = bare(voice, pair);
  if (!name) return [];
  const article = name.lang.startsWith(voice.language) ? articleOf(name.text, voice.language) : '';
  const head = capital ? article.charAt(0).toLocaleUpperCase(voice.language) + article.slice(1) : article;
  return merged([...(head ? [voice.say(head)] : []), name, ...rest]);
}

/** « Entente Québec–Bruges » between the guillemets of the language. */
export function quoted(voice: Voice, pair: Bilingual): Run[] {
  return sentence(voice, (slot) => m.document_quoted({ title: slot(bare(voice, pair)) }, { locale: voice.language }));
}

/** Names in a row: « Bordeaux, Namur et Liège ». */
export function enumerated(voice: Voice, names: readonly Run[][]): Run[] {
  return sentence(voice, (slot) => formatList(names.map((name) => slot(name)), voice.language));
}

/** A label inside a sentence: « séance de travail ». */
export function lower(voice: Voice, pair: Bilingual | null): Run[] {
  return bare(voice, pair).map((run) => ({ ...run, text: run.text.charAt(0).toLocaleLowerCase(run.lang) + run.text.slice(1) }));
}

/** A place left to the advisor, for what no record can say. */
export function toComplete(voice: Voice, what: string): Block {
  return { type: 'empty', toComplete: true, runs: [voice.say(m.document_to_complete({ what }, { locale: voice.language }))] };
}

/** The same as the value of a fact. */
export function factToComplete(voice: Voice, label: string): Fact {
  return { label: [voice.say(label)], value: [voice.say(m.document_to_complete_short({}, { locale: voice.language }), { tone: 'muted' })], toComplete: true };
}

/** The name of the record as the title of its note. */
export function subjectTitle(voice: Voice, subject: DossierSubject): Run[] {
  return subject.type === 'interaction' || subject.type === 'mission' ? voice.text(subject.title) : bare(voice, subject.title);
}

/** What the note is about, in a few words: « État de la relation avec la Ville de Bordeaux ». */
export function subjectLine(voice: Voice, subject: DossierSubject): Run[] {
  const locale = { locale: voice.language };
  switch (subject.type) {
    case 'organization':
      return sentence(voice, (slot) => m.document_subject_relation({ name: slot(withArticle(voice, subject.title)) }, locale));
    case 'contact':
      return sentence(voice, (slot) => m.document_subject_relation({ name: slot([voice.name(subject.title.fr ?? '')]) }, locale));
    case 'interaction':
    case 'mission':
      return sentence(voice, (slot) =>
        m.document_subject_titled({ kind: slot(subject.type === 'mission' ? [voice.say(m.document_column_mission({}, locale))] : voice.text(subject.kind)), title: slot(bare(voice, subject.title)) }, locale),
      );
    default:
      return sentence(voice, (slot) => m.document_subject_place({ name: slot(bare(voice, subject.title)) }, locale));
  }
}

/** The period asked for, or « depuis douze mois ». */
export function spanOf(voice: Voice, { period }: Pick<DossierData, 'period'>): string {
  return period ? formatPeriod(period.from, period.to, voice.language) : m.document_since_months({}, { locale: voice.language });
}

/** The file in three sentences: what it is, when we last met, what each side owes and what comes next. */
export function summary(voice: Voice, data: DossierData, audience: Audience, today: string): [Run[], Run[], Run[]] {
  return [opening(voice, data, audience), lastMet(voice, data, audience), owed(voice, data, audience, today)];
}

function opening(voice: Voice, data: DossierData, audience: Audience): Run[] {
  const locale = { locale: voice.language };
  const { subject } = data;
  switch (subject.type) {
    case 'organization': {
      const place = bare(voice, subject.place).filter(({ text }) => !bare(voice, subject.title).some((name) => name.text.includes(text)));
      const stage = subject.stage ? stages[subject.stage.code] : m.document_stage_is_ours;
      return sentence(voice, (slot) =>
        m.document_sum_organization(
          {
            name: slot(withArticle(voice, subject.title, true)),
            what: slot(join([lower(voice, subject.kind), place], voice.say(', '))),
            stage: stage({}, locale),
            tier: subject.tier ? m.document_sum_tier({ tier: subject.tier }, locale) : '',
            owner: subject.owner ? m.document_sum_owner({ owner: slot([voice.name(subject.owner)]) }, locale) : '',
          },
          locale,
        ),
      );
    }
    case 'contact': {
      const name = voice.name(subject.title.fr ?? '');
      const post = subject.post && join([lower(voice, subject.post.title), bare(voice, subject.post.organization)], voice.say(', '));
      const who = post && post.length > 0 ? [name, voice.say(' ('), ...post, voice.say(')')] : [name];
      const names = subject.knownBy.map((one) => [voice.name(one)]);
      return sentence(voice, (slot) =>
        names.length > 0
          ? m.document_sum_contact({ who: slot(who), names: slot(enumerated(voice, names)), count: names.length }, locale)
          : m.document_sum_contact_unknown({ who: slot(who) }, locale),
      );
    }
    case 'interaction': {
      const say = moments[subject.status.code];
      const others = subject.organizations.slice(0, 3).map((one) => withArticle(voice, one));
      return sentence(voice, (slot) =>
        say(
          {
            kind: slot(lower(voice, subject.kind)),
            with: others.length > 0 ? m.document_sum_with({ names: slot(enumerated(voice, others)) }, locale) : '',
            date: formatDate(subject.on, voice.language),
            subject: slot(bare(voice, subject.title)),
          },
          locale,
        ),
      );
    }
    case 'mission': {
      const stops = unique(voice, subject.places);
      const period = formatPeriod(subject.from, subject.to, voice.language);
      return sentence(voice, (slot) =>
        m.document_sum_mission(
          {
            what: slot(join([lower(voice, subject.kind), lower(voice, subject.status), period ? voice.say(period) : null], voice.say(', '))),
            steps:
              stops.length > 0
                ? m.document_sum_mission_steps({ count: stops.length, places: slot(enumerated(voice, stops)) }, locale)
                : m.document_sum_mission_no_steps({}, locale),
            lead: subject.lead ? m.document_sum_mission_lead({ name: slot([voice.name(subject.lead)]) }, locale) : '',
          },
          locale,
        ),
      );
    }
    default: {
      const inForce = readable(data.agreements, audience).filter(({ stateCode }) => stateCode === 'in_force').length;
      const kind = join([lower(voice, subject.kind), subject.decision && lower(voice, subject.decision.label)], voice.say(', '));
      return sentence(voice, (slot) =>
        m.document_sum_place(
          {
            name: slot(bare(voice, subject.title)),
            kind: slot(kind),
            partners: subject.partners > 0 ? m.document_count_partners({ count: subject.partners }, locale) : m.document_count_no_partner({}, locale),
            agreements: inForce > 0 ? m.document_count_agreements({ count: inForce }, locale) : m.document_count_no_agreement({}, locale),
            held: data.held.recent > 0 ? m.document_count_held({ count: data.held.recent }, locale) : m.document_count_no_held({}, locale),
            span: spanOf(voice, data),
          },
          locale,
        ),
      );
    }
  }
}

const stages = {
  prospect: m.document_stage_is_prospect,
  exploring: m.document_stage_is_exploring,
  active: m.document_stage_is_active,
  strategic: m.document_stage_is_strategic,
  dormant: m.document_stage_is_dormant,
  closed: m.document_stage_is_closed,
} as const;
const moments = {
  held: m.document_sum_interaction_held,
  planned: m.document_sum_interaction_planned,
  draft: m.document_sum_interaction_draft,
  cancelled: m.document_sum_interaction_cancelled,
} as const;

/** Each name once, in the order given. */
function unique(voice: Voice, names: readonly Bilingual[]): Run[][] {
  const seen = new Set<string>();
  return names.map((name) => bare(voice, name)).filter((runs) => {
    const key = JSON.stringify(runs);
    return runs.length > 0 && !seen.has(key) && seen.add(key);
  });
}

function lastMet(voice: Voice, data: DossierData, audience: Audience): Run[] {
  const locale = { locale: voice.language };
  const last = readable(data.held.items, audience)[0];
  const span = spanOf(voice, data);
  if (!last) return [voice.say(data.period ? m.document_sum_never_period({ span }, locale) : m.document_sum_never({}, locale))];
  const isPlace = data.subject.type === 'place' || data.subject.type === 'region';
  return sentence(voice, (slot) => {
    const said = { subject: slot(bare(voice, last.subject)), date: formatDate(last.on, voice.language) };
    if (isPlace) return m.document_sum_last(said, locale);
    return data.held.recent > 0 ? m.document_sum_last_counted({ ...said, count: data.held.recent, span }, locale) : m.document_sum_last_none_since({ ...said, span }, locale);
  });
}

function owed(voice: Voice, data: DossierData, audience: Audience, today: string): Run[] {
  const locale = { locale: voice.language };
  const open = readable(data.promises, audience).filter(({ status }) => status === 'open' || status === 'renegotiated');
  const ours = open.filter(({ by }) => by !== 'them');
  const theirs = open.filter(({ by }) => by === 'them');
  const late = (list: typeof open): number => list.filter((item) => isLate(item, today)).length;
  // Only what has a day is a next step: what ends « in 2026 » is told further on.
  const next = comingOf(data, audience, today).find(({ on }) => on.length === 10);
  return sentence(voice, (slot) =>
    m.document_sum_owed(
      {
        ours: ours.length > 0 ? m.document_sum_owed_ours({ count: ours.length }, locale) : m.document_sum_owed_none({}, locale),
        late: lateWords(late(ours), ours.length, m.document_sum_owed_late({ count: late(ours) }, locale), m.document_sum_owed_all_late({ count: ours.length }, locale)),
        theirs: theirs.length > 0 ? m.document_sum_owed_theirs({ count: theirs.length }, locale) : ours.length > 0 ? m.document_sum_owed_theirs_none({}, locale) : m.document_sum_owed_neither({}, locale),
        theirsLate: lateWords(late(theirs), theirs.length, m.document_sum_owed_late_theirs({ count: late(theirs) }, locale), m.document_sum_owed_all_late_theirs({ count: theirs.length }, locale)),
        next: next ? m.document_sum_next({ date: formatDate(next.on, voice.language), what: slot(eventWords(voice, next)) }, locale) : '',
      },
      locale,
    ),
  );
}

/** Some are late, or all of them, or none. */
const lateWords = (late: number, all: number, some: string, every: string): string => (late === 0 ? '' : late < all ? some : every);

/** « Relecture de la fiche commune » (séance de travail). */
export function eventWords(voice: Voice, event: ReturnType<typeof comingOf>[number]): Run[] {
  const locale = { locale: voice.language };
  const kind = event.kind === 'interaction' ? lower(voice, event.label) : [voice.say(eventKinds[event.kind]({}, locale))];
  return sentence(voice, (slot) => m.document_quoted_kind({ title: slot(bare(voice, event.title)), kind: slot(kind) }, locale));
}

const eventKinds = {
  mission: m.document_kind_mission,
  report: m.document_kind_report,
  renewal: m.document_kind_renewal,
  notice: m.document_kind_notice,
  expiry: m.document_kind_expiry,
  review: m.document_kind_review,
} as const;

/** A decided exercise as plain data, of any size, for the tests of its record. */
import type { NoteRequest } from '../../server/documents/note-data.ts';
import type { RecordData } from '../../server/decision-records/record.data.ts';
import type { CandidateCoordination } from '../../server/targets/coordination.schema.ts';
import type { Exercise } from '../../server/targets/exercise.schema.ts';

const regions = ['Nouvelle-Aquitaine', 'Wallonie', 'Auvergne-Rhône-Alpes', 'Massachusetts', 'Flandre', 'Grand Tunis', 'Bavière', 'Texas', 'Région de Dakar', 'Uusimaa', 'Guanajuato', 'Łódź'];
const criteria = ['Affinité linguistique et culturelle', 'Complémentarité des secteurs', 'Défis urbains communs', 'Liens déjà établis', 'Présence du Québec ou du Canada', 'Accès et décalage horaire', 'Échanges tenus'];
const at = '2026-11-22T15:00:00.000Z';
const by = { id: 'user.strategist', name: 'Rosalie Bureau-Fictif' };

export interface Size {
  candidates?: number;
  criteria?: number;
  isDecided?: boolean;
  statement?: string;
  reason?: string;
  name?: string;
}

export function aRecord({ candidates = 12, criteria: lines = 7, isDecided = true, ...texts }: Size = {}): RecordData {
  const named = (index: number): string => texts.name ?? (index < regions.length ? (regions[index] ?? '') : `Candidat ${index + 1}`);
  const ids = Array.from({ length: candidates }, (_, index) => `c${index}`);
  const decisionOf = (index: number): 'target' | 'watch' | 'no' => (index < 3 ? 'target' : index < 5 ? 'watch' : 'no');
  const exercise: Exercise = {
    ...{ id: 'ex', version: 3, createdAt: at, createdBy: by, updatedAt: at, updatedBy: by, archivedAt: null },
    ...{ subject: 'regions', titleFr: 'Où aller pour apprendre?', titleEn: 'Where to go to learn?', periodFrom: '2027', periodTo: '2029', heldOn: '2026-11-22' },
    ...{ leadId: by.id, lead: by, status: isDecided ? 'decided' : 'open', lens: 'blend', round: 'together', weightSpread: 0.5, seed: 2026 },
    ...{ evidenceFrom: null, evidenceTo: null, evidencePeriod: { from: '2024-12', to: '2026-11' }, judges: [], judgements: [], computedAt: at, remarks: [] },
    criteria: Array.from({ length: lines }, (_, index) => {
      const isComputed = index === lines - 1;
      return {
        ...{ id: `k${index}`, nameFr: criteria[index] ?? `Critère ${index + 1}`, nameEn: index === 0 ? 'Linguistic and cultural affinity' : null, weight: 10 },
        ...{ weightShines: null, weightLearns: null, weightAttracts: null, scaleTop: null, share: 1 / lines, direction: index === 5 ? 'less' : 'more' },
        ...(isComputed ? { basis: 'computed', measure: 'held_interactions', top: 12 } : { basis: 'manual', measure: null, top: null }),
      } as Exercise['criteria'][number];
    }),
    candidates: ids.map((id, index) => {
      const rest = Math.max(1, candidates - 1);
      const first = Math.max(0.02, 0.6 - index * 0.2);
      return {
        ...{ id, nameFr: named(index), nameEn: index === 1 ? 'Wallonia' : null, regionId: null, placeId: `pl.${index}`, organizationId: null, forumId: null },
        record: { type: 'place', id: `pl.${index}`, nameFr: named(index), nameEn: null },
        ...{ rank: index + 1, total: Math.max(5, 81 - index * 2.4), low: Math.max(0, 75 - index * 2.4), high: Math.max(10, 86 - index * 2.4), known: 0.9 },
        rankAcceptability: candidates === 1 ? [1] : [first, ...Array.from({ length: rest }, () => (1 - first) / rest)],
        ...{ centralWeights: null, confidence: null },
        decision: isDecided
          ? {
              ...{ id: `d${index}`, decision: decisionOf(index), reason: texts.reason ?? `Raison ${index + 1}.`, periodFrom: index < 3 ? '2027' : null, periodTo: index < 3 ? '2029' : null },
              ...{ reviewOn: index < 3 ? '2028-06-15' : null, isLapsed: false, exercise: null, decidedAt: at, decidedBy: by },
            }
          : null,
      };
    }),
    scores: ids.flatMap((candidateId, row) =>
      Array.from({ length: lines }, (_, column): Exercise['scores'] => {
        if (row === 1 && column === 1) return [];
        const isComputed = column === lines - 1;
        const value = (row + column) % 6;
        return [
          {
            ...{ candidateId, criterionId: `k${column}`, value, low: value, high: value, judge: by },
            ...(isComputed ? { origin: 'computed', figure: row, evidence: [] } : { origin: 'agreed', figure: null, evidence: [{ id: `e${row}.${column}`, statementFr: texts.statement ?? 'Le tramway y côtoie un secteur protégé.', statementEn: null, source: 'Relevé du Bureau', observedOn: '2026-11-03' }] }),
          } as Exercise['scores'][number],
        ];
      }).flat(),
    ),
    frozen: isDecided ? { at, by, sha256: 'a'.repeat(64), dissent: 'Une voix préférait attendre un an.' } : null,
  };
  const office = { id: 'rep.bruxelles', nameFr: 'Délégation générale du Québec à Bruxelles', nameEn: 'Québec Government Office in Brussels' };
  const there = (candidateId: string, index: number): CandidateCoordination => ({
    candidateId,
    offices: index === 1 ? [{ ...office, government: 'quebec', place: { id: 'pl.be', nameFr: 'Bruxelles', nameEn: 'Brussels' }, isInside: true, lastHeldAt: null }] : [],
    agreements: [],
    missions: [],
    thrusts: [],
    thrustsTotal: 0,
    totals: { quebec: { agreements: 0, missions: index === 2 ? 31 : 0, thrusts: 0 }, canada: { agreements: 0, missions: 0, thrusts: index === 2 ? 2 : 0 } },
    complementary: [],
    overlapping: [],
    consult: index === 1 ? [{ id: 'p', name: 'Thibault Démonstrateur', titleFr: 'Attaché', titleEn: 'Attaché', organization: office, government: 'quebec', knownBy: [] }] : [],
    flags:
      index === 1
        ? [{ place: { id: 'pl.be', nameFr: 'Bruxelles', nameEn: 'Brussels' }, days: 12, first: visit('m1'), second: visit('m2') }]
        : [],
  });
  return {
    exercise,
    coordination: { asOf: at, headquarters: [], candidates: ids.map(there) },
    // Two of them at the very same place, and one nowhere.
    whereabouts: ids.slice(0, -1).map((candidateId, index) => ({ candidateId, points: [[index < 2 ? 4.87 : -70 + index * 12, 50.46 - (index % 5) * 3]], countries: index === 1 ? ['056'] : [] })),
    seenBy: null,
  };
}

const visit = (id: string) => ({ type: 'mission' as const, record: { id, titleFr: 'Mission', titleEn: null }, from: '2027-03-01', to: '2027-03-04' });

export function aRequest(more: Partial<NoteRequest> = {}): NoteRequest {
  return {
    language: 'fr',
    audience: 'internal',
    asOf: '2026-11-22',
    office: { fr: 'Bureau des relations internationales', en: 'International Relations Office' },
    author: 'Rosalie Bureau-Fictif',
    notice: null,
    ...more,
  };
}

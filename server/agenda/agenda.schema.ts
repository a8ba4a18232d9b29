import Type, { type Static } from 'typebox';
import { FullDate, Nullable, OneOf, type Contract } from '../http/endpoint.ts';
import { InteractionItem } from '../interactions/interaction.schema.ts';
import { captureSources } from '../vocabulary.ts';

export const agendaScopes = ['mine', 'all'] as const;

const AgendaItem = Type.Object({
  ...InteractionItem.properties,
  captureSource: OneOf(captureSources),
  /** The UID of the invitation or mail it came from */
  externalUid: Nullable(Type.String()),
  /** People of the invitation whom nobody has recognized yet */
  unmatched: Type.Integer(),
});
export type AgendaItem = Static<typeof AgendaItem>;

const Agenda = Type.Object({
  day: FullDate,
  /** Today in the office's zone */
  today: FullDate,
  scope: OneOf(agendaScopes),
  /** What begins on the day or is still going on then, in order; whole days first */
  items: Type.Array(AgendaItem),
  /** Drafts of the days before, which nobody has confirmed, the latest first */
  waiting: Type.Object({ total: Type.Integer(), items: Type.Array(AgendaItem) }),
  /** People to recognize */
  quarantine: Type.Integer(),
});
export type Agenda = Static<typeof Agenda>;

export const agendaContract = {
  'GET /api/agenda': {
    summary: 'One day: what is drafted, planned, held or cancelled, and the earlier drafts that wait',
    allow: 'reader',
    query: Type.Object(
      { day: Type.Optional(FullDate), scope: Type.Optional(OneOf(agendaScopes)) },
      { additionalProperties: false },
    ),
    response: Agenda,
  },
} as const satisfies Contract;

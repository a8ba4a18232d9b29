import Type, { type Static } from 'typebox';
import { Id, IdParams, Instant, Nullable, type Contract } from '../http/endpoint.ts';

const Feed = Type.Object({ id: Id, createdAt: Instant, lastReadAt: Nullable(Instant) });
export type Feed = Static<typeof Feed>;
const NewFeed = Type.Object({
  id: Id,
  /** The path of the address, shown this once; to be put after the origin */
  path: Type.String(),
});
export type NewFeed = Static<typeof NewFeed>;

export const feedContract = {
  'GET /api/calendar-feeds': { summary: 'One’s private calendar addresses in force', allow: 'reader', response: Type.Object({ items: Type.Array(Feed) }) },
  'POST /api/calendar-feeds': {
    summary: 'Make a private calendar address for one device; it is shown this once',
    allow: 'reader',
    status: 201,
    response: NewFeed,
  },
  'DELETE /api/calendar-feeds/:id': { summary: 'Revoke one of one’s calendar addresses', allow: 'reader', params: IdParams },
  'GET /api/calendar/:token.ics': {
    summary: 'What is planned, promised and to be renewed for whoever holds the address, as a calendar to subscribe to',
    allow: 'anyone',
    params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
    file: 'text/calendar',
  },
} as const satisfies Contract;

import Type, { type Static } from 'typebox';
import { Id, IdParams, Instant, Line, LocaleCode, Nullable, OneOf, OptionalLine, Page, listQuery, type Contract } from '../http/endpoint.ts';
import { roles } from '../vocabulary.ts';
import { Email, Password } from './session.schema.ts';

export const userFields = {
  email: Email,
  name: Line,
  titleFr: Nullable(OptionalLine),
  titleEn: Nullable(OptionalLine),
  role: OneOf(roles),
  locale: LocaleCode,
};
const { email, name, role, ...optionalFields } = userFields;
export const NewUser = Type.Object(
  { email, name, role, ...Type.Partial(Type.Object(optionalFields)).properties },
  { additionalProperties: false },
);
export const UserChange = Type.Partial(Type.Object({ ...userFields, disabled: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export const User = Type.Object({
  id: Id,
  version: Type.Integer(),
  createdAt: Instant,
  updatedAt: Instant,
  ...userFields,
  disabledAt: Nullable(Instant),
  /** false: on record, but without a password yet */
  canSignIn: Type.Boolean(),
});
export type User = Static<typeof User>;
export type NewUser = Static<typeof NewUser>;
export type UserChange = Static<typeof UserChange>;

const OpenSession = Type.Object({
  id: Id,
  userAgent: Nullable(Type.String()),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  isCurrent: Type.Boolean(),
});
const Token = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
});

export const userContract = {
  'GET /api/users': {
    summary: 'The people of the office',
    allow: 'reader',
    query: listQuery(
      { q: Type.String({ maxLength: 200 }), role: OneOf(roles), disabled: OneOf(['true', 'false']) },
      ['name', 'updatedAt'],
    ),
    response: Page(User),
  },
  'GET /api/users/:id': { summary: 'One person of the office', allow: 'reader', params: IdParams, response: User },
  'POST /api/users': { summary: 'Add a person to the office', allow: 'administrator', body: NewUser, response: User, status: 201 },
  'PATCH /api/users/:id': {
    summary: 'Change a person’s details or role, disable or enable; a new role or a disabling ends every session',
    allow: 'administrator',
    params: IdParams,
    body: UserChange,
    response: User,
  },
  'POST /api/users/:id/invitation': {
    summary: 'Make the one-time token with which the person chooses a password; it is shown this once',
    allow: 'administrator',
    params: IdParams,
    response: Type.Object({ token: Type.String(), expiresAt: Instant }),
    status: 201,
  },
  'POST /api/invitation': {
    summary: 'Choose a password with the one-time token of an invitation',
    allow: 'anyone',
    body: Type.Object(
      { token: Type.String({ minLength: 1, maxLength: 200 }), password: Password },
      { additionalProperties: false },
    ),
  },
  'PUT /api/session/password': {
    summary: 'Change one’s own password; every other session ends',
    allow: 'reader',
    body: Type.Object({ current: Type.String({ maxLength: 200 }), next: Password }, { additionalProperties: false }),
  },
  'GET /api/sessions': {
    summary: 'Where one is signed in',
    allow: 'reader',
    response: Type.Object({ items: Type.Array(OpenSession) }),
  },
  'DELETE /api/sessions/:id': { summary: 'End one of one’s sessions', allow: 'reader', params: IdParams },
  'GET /api/tokens': { summary: 'One’s tokens in force', allow: 'reader', response: Type.Object({ items: Type.Array(Token) }) },
  'GET /api/tokens/:id': { summary: 'One of one’s tokens', allow: 'reader', params: IdParams, response: Token },
  'DELETE /api/tokens/:id': { summary: 'Revoke one of one’s tokens', allow: 'reader', params: IdParams },
} as const satisfies Contract;

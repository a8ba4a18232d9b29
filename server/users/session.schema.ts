import Type, { type Static } from 'typebox';
import { Instant, Nullable, OneOf, LocaleCode, type Contract } from '../http/endpoint.ts';
import { densities, roles, themes } from '../vocabulary.ts';

export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$', examples: ['nom@ville.quebec.qc.ca'] });
export const Password = Type.String({ minLength: 12, maxLength: 200 });

const Notice = Type.Object({ noticeFr: Type.String(), noticeEn: Type.String() });

export const SessionUser = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: OneOf(roles),
  locale: LocaleCode,
  theme: OneOf(themes),
  density: OneOf(densities),
  timeZone: Type.String(),
  /** To be sent back as X-CSRF-Token by a client whose requests carry neither Origin nor Sec-Fetch-Site */
  csrfToken: Type.String(),
  demo: Nullable(Notice),
});
export type SessionUser = Static<typeof SessionUser>;

const Preferences = Type.Partial(
  Type.Object({ locale: LocaleCode, theme: OneOf(themes), density: OneOf(densities) }),
  { additionalProperties: false, minProperties: 1 },
);

const SignIn = Type.Object(
  { email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 200 }) },
  { additionalProperties: false },
);
export type SignIn = Static<typeof SignIn>;

export const sessionContract = {
  'POST /api/session': {
    summary: 'Sign in',
    allow: 'anyone',
    body: SignIn,
  },
  'GET /api/session': { summary: 'Who is signed in', allow: 'reader', response: SessionUser },
  'DELETE /api/session': { summary: 'Sign out', allow: 'reader' },
  'PUT /api/session/preferences': { summary: 'Keep language, theme and density', allow: 'reader', body: Preferences },
  'GET /api/session/welcome': {
    summary: 'What the sign-in page shows: the demonstration accounts, and whether a first administrator is awaited',
    allow: 'anyone',
    response: Type.Object({
      demo: Nullable(Notice),
      accounts: Type.Array(Type.Object({ email: Type.String(), password: Type.String(), name: Type.String(), role: OneOf(roles) })),
      awaitsSetup: Type.Boolean(),
    }),
  },
  'POST /api/setup': {
    summary: 'Create the first administrator with the one-time link',
    allow: 'anyone',
    body: Type.Object(
      {
        token: Type.String({ minLength: 1, maxLength: 200 }),
        name: Type.String({ minLength: 1, maxLength: 200 }),
        email: Email,
        password: Password,
      },
      { additionalProperties: false },
    ),
  },
  'POST /api/tokens': {
    summary: 'Make a bearer token for a program; it is shown this once',
    allow: 'reader',
    body: Type.Object(
      { name: Type.String({ minLength: 1, maxLength: 100 }), expiresAt: Type.Optional(Nullable(Instant)) },
      { additionalProperties: false },
    ),
    response: Type.Object({ id: Type.String(), token: Type.String() }),
    status: 201,
  },
} as const satisfies Contract;

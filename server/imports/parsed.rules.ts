import type { interactionKinds } from '../vocabulary.ts';

/** A sentence by its name, with what goes into it: the worker knows no language. */
export type Said = { code: string; values?: Record<string, string> };

/** Somebody named by an invitation or a mail. */
export type ParsedPerson = { name: string | null; email: string | null };

/** One meeting or one mail, as the file says it. Instants are ISO 8601 in UTC. */
export type ParsedEvent = {
  source: 'calendar' | 'mail';
  /** `cancel`: the organizer calls it off */
  action: 'invite' | 'cancel';
  kind: (typeof interactionKinds)[number];
  uid: string;
  sequence: number | null;
  stampAt: string | null;
  subject: string | null;
  location: string | null;
  startsAt: string;
  endsAt: string | null;
  isAllDay: boolean;
  timeZone: string;
  summary: string | null;
  /** BCP 47, when the file says it */
  language: string | null;
  isPrivate: boolean;
  people: ParsedPerson[];
  notices: Said[];
};

/** What a file gave: its events, or the reason for which it gave none. */
export type Parsed = { events: ParsedEvent[]; refusal?: undefined } | { refusal: Said; events?: undefined };

/** What is asked of the worker. Floating times are read in `timeZone`; `now` tells which occurrence is the next. */
export type ParseTask = { bytes: Uint8Array; timeZone: string; now: string };
export type Reading = { timeZone: string; now: Date };

/** Thrown while a file is read: it cannot be taken, and this is why. */
export class Refusal extends Error {
  readonly said: Said;
  constructor(code: string, values?: Record<string, string>) {
    super(code);
    this.said = values ? { code, values } : { code };
  }
}

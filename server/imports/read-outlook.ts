import { createRequire } from 'node:module';
import type { FieldsData } from '@kenjiuno/msgreader';
import { clockIn, startOfDay, isTimeZone } from '../interactions/moment.rules.ts';
import { dateInZone, officeTimeZone } from '../text/format.rules.ts';
import { Refusal, type ParsedEvent, type ParsedPerson, type Reading, type Said } from './parsed.rules.ts';
import { addressOf, readCalendar } from './read-calendar.ts';
import { leftOut, mailEvent, messageUid, nameOf, soundDate } from './read-mail.ts';
import { isLong, line, paragraphs, plainSubject, textOfHtml } from './text.rules.ts';
import { ianaZone } from './time-zone.rules.ts';

type Reader = { parserConfig?: object; getFileData(): FieldsData; getAttachment(one: FieldsData): { content: Uint8Array } };
// A CommonJS package with a `default` of its own: asked for as one, so that every loader gives the same.
const { default: MsgReader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as { default: new (bytes: ArrayBuffer) => Reader };

// Property sets and numbers of [MS-OXPROPS].
const appointment = '00062002-0000-0000-c000-000000000046';
const meeting = '6ed8da90-450b-101b-98da-00aa003f1305';
const named = {
  sequence: [appointment, '8201'],
  isAllDay: [appointment, '8215'],
  state: [appointment, '8217'],
  isRecurring: [appointment, '8223'],
  replacesAt: [appointment, '8228'],
  globalId: [meeting, '0003'],
  cleanGlobalId: [meeting, '0023'],
} as const;
const cancelledState = 0x4;

/** What a saved item of Outlook (.msg) says: a mail, an appointment or a meeting request. Throws Refusal. */
export function readOutlook(bytes: Uint8Array, reading: Reading): ParsedEvent[] {
  const { fields, reader } = open(bytes);
  const itemClass = (fields.messageClass ?? 'IPM.Note').toLowerCase();
  const files = (fields.attachments ?? []).filter(({ attachmentHidden }) => !attachmentHidden);
  const isClosed = /^ipm\.note\.(smime$|secure)/.test(itemClass) || files.some(({ fileName }) => /\.(rpmsg|p7m)$/i.test(fileName ?? ''));
  if (isClosed) throw new Refusal('encrypted');
  const others: Said[] = leftOut(files.map(({ fileName, name }) => ({ filename: fileName ?? name ?? null })));
  if (/^ipm\.schedule\.meeting\.resp/.test(itemClass)) throw new Refusal('answer');
  if (/^ipm\.(appointment|schedule\.meeting)/.test(itemClass)) return [appointmentOf(fields, itemClass, reading, others)];
  if (!/^(ipm\.note|ipm\.post|report|ipm$)/.test(itemClass)) throw new Refusal('other_item');
  const invitation = files.find(({ fileName }) => /\.ics$/i.test(fileName ?? ''));
  if (invitation) return readCalendar(reader.getAttachment(invitation).content, reading);
  return [mailOf(fields, reading, others)];
}

function open(bytes: Uint8Array): { fields: FieldsData; reader: Reader } {
  try {
    const reader = new MsgReader(Uint8Array.from(bytes).buffer);
    reader.parserConfig = { includeRawProps: true, ansiEncoding: 'windows1252' };
    const fields = reader.getFileData();
    if (fields.dataType !== 'msg') throw new Refusal('broken_outlook');
    return { fields, reader };
  } catch {
    throw new Refusal('broken_outlook');
  }
}

function mailOf(fields: FieldsData, reading: Reading, others: Said[]): ParsedEvent {
  const notices: Said[] = [];
  const subject = plainSubject(fields.subject);
  if (!subject) notices.push({ code: 'no_subject' });
  const sentAt = soundDate([fields.clientSubmitTime, fields.messageDeliveryTime, fields.creationTime], reading.now);
  if (!sentAt) notices.push({ code: 'no_date_mail' });
  const body = bodyOf(fields);
  if (isLong(body)) notices.push({ code: 'shortened' });
  const people = peopleOf(fields);
  if (!subject && !body && people.length === 0) throw new Refusal('empty_mail');
  return {
    ...mailEvent,
    uid: messageUid(fields.messageId, [people[0], fields.clientSubmitTime, fields.subject, body]),
    subject,
    startsAt: (sentAt ?? reading.now).toISOString(),
    timeZone: reading.timeZone,
    summary: paragraphs(body),
    people,
    notices: [...notices, ...others],
  };
}

function appointmentOf(fields: FieldsData, itemClass: string, reading: Reading, others: Said[]): ParsedEvent {
  const notices: Said[] = [];
  const from = instantOf(fields.apptStartWhole ?? fields.clipStart);
  if (!from) throw new Refusal('no_date');
  const to = instantOf(fields.apptEndWhole ?? fields.clipEnd);
  const zone = zoneOf(fields, reading.timeZone);
  if (rawOf(fields, 'isRecurring') === true) notices.push({ code: 'series_first' });
  const subject = line(fields.subject);
  if (!subject) notices.push({ code: 'no_subject' });
  const isCancelled = itemClass.includes('.canceled') || (Number(rawOf(fields, 'state') ?? 0) & cancelledState) !== 0;
  const location = line(fields.apptLocation ?? fields.location);
  const span = spanOf(from, to, rawOf(fields, 'isAllDay') === true, zone);
  const sequence = Number(rawOf(fields, 'sequence') ?? Number.NaN);
  return {
    source: 'calendar',
    action: isCancelled ? 'cancel' : 'invite',
    kind: /teams|zoom|webex|visioconf|vidéoconf/i.test(location ?? '') ? 'videoconference' : 'meeting',
    uid: uidOf(fields, [span.startsAt, subject, location]),
    sequence: Number.isInteger(sequence) ? sequence : null,
    stampAt: instantOf(fields.clientSubmitTime ?? fields.lastModificationTime)?.toISOString() ?? null,
    subject,
    location,
    ...span,
    summary: null,
    language: null,
    isPrivate: numberOf(fields, '00360003') >= 2,
    people: peopleOf(fields).filter((person) => person.name !== null || person.email !== null),
    notices: [...notices, ...others],
  };
}

/** Outlook keeps a whole day as the midnights of a zone; an interaction keeps the day itself. */
function spanOf(from: Date, to: Date | null, isAllDay: boolean, timeZone: string): Pick<ParsedEvent, 'startsAt' | 'endsAt' | 'isAllDay' | 'timeZone'> {
  const sound = to && to > from && to.getTime() - from.getTime() <= 366 * 86_400_000 ? to : null;
  const isMidnight = clockIn(from, timeZone) === '00:00';
  if (!isAllDay) return { startsAt: from.toISOString(), endsAt: sound?.toISOString() ?? null, isAllDay, timeZone };
  const first = isMidnight ? dateInZone(from, timeZone) : from.toISOString().slice(0, 10);
  const last = sound ? dateInZone(new Date(sound.getTime() - 3_600_000), isMidnight ? timeZone : 'UTC') : first;
  const day = (date: string) => startOfDay(date, officeTimeZone).toISOString();
  return { startsAt: day(first), endsAt: last > first ? day(last) : null, isAllDay, timeZone: officeTimeZone };
}

function zoneOf(fields: FieldsData, own: string): string {
  const mine = isTimeZone(own) ? own : officeTimeZone;
  const zone = ianaZone(fields.apptTZDefStartDisplay?.keyName) ?? ianaZone(fields.apptTZDefRecur?.keyName) ?? ianaZone(fields.timeZoneDesc);
  return zone === null || zone === 'UTC' ? mine : zone;
}

/**
 * The UID of the invitation as it stands in an .ics, from the global object id ([MS-OXCICAL] 2.1.3.1.1.20.26): the
 * identifier of another program is inside it; Outlook's own is its hexadecimal, the date of the occurrence taken out.
 */
function uidOf(fields: FieldsData, said: readonly unknown[]): string {
  const hex = hexOf(rawOf(fields, 'cleanGlobalId')) ?? hexOf(rawOf(fields, 'globalId'));
  const whole = hexOf(rawOf(fields, 'globalId')) ?? hex;
  if (!hex || hex.length < 80) return messageUid(null, said);
  const bytes = Buffer.from(hex, 'hex');
  const foreign = bytes.indexOf(Buffer.from('vCal-Uid\u0001\0\0\0', 'latin1'));
  const clean = Buffer.from(bytes);
  clean.fill(0, 16, 20);
  const uid = foreign >= 0 ? bytes.subarray(foreign + 12).toString('utf8').replace(/\0+$/, '') : clean.toString('hex').toUpperCase();
  const day = whole ? Buffer.from(whole, 'hex').subarray(16, 20) : Buffer.alloc(4);
  if (day.every((byte) => byte === 0)) return line(uid) ?? messageUid(null, said);
  const at = instantOf(rawOf(fields, 'replacesAt'));
  const mark = at ? at.toISOString().replace(/[-:]|\.\d{3}/g, '') : `${day.readUInt16BE(0)}${String(day[2]).padStart(2, '0')}${String(day[3]).padStart(2, '0')}`;
  return `${line(uid) ?? ''}#${mark}`;
}

function hexOf(value: unknown): string | null {
  if (typeof value === 'string' && /^[\dA-F]+$/i.test(value)) return value.toUpperCase();
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex').toUpperCase() : null;
}

function rawOf(fields: FieldsData, name: keyof typeof named): unknown {
  const [set, lid] = named[name];
  return fields.rawProps?.find(({ propertySet, propertyLid }) => propertySet?.toLowerCase() === set && propertyLid?.toLowerCase().endsWith(lid))?.value;
}

function numberOf(fields: FieldsData, tag: string): number {
  return Number(fields.rawProps?.find(({ propertyTag }) => propertyTag?.toLowerCase() === tag)?.value ?? 0);
}

function instantOf(said: unknown): Date | null {
  const date = new Date(typeof said === 'string' ? said : '');
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1970 || date.getUTCFullYear() > 2199 ? null : date;
}

/** The sender and those it was for; a resource of a meeting is kept as a blind copy, and is nobody. */
function peopleOf(fields: FieldsData): ParsedPerson[] {
  const people = new Map<string, ParsedPerson>();
  const sender = { name: fields.senderName, smtpAddress: fields.senderSmtpAddress ?? fields.creatorSMTPAddress, email: fields.senderEmail };
  for (const one of [sender, ...(fields.recipients ?? []).filter(({ recipType }) => recipType !== 'bcc')]) {
    const person = { name: nameOf(one.name), email: addressOf(one.smtpAddress) ?? addressOf(one.email) };
    const key = person.email ?? person.name?.toLowerCase();
    if (key && !people.has(key)) people.set(key, person);
  }
  return [...people.values()].slice(0, 300);
}

function bodyOf(fields: FieldsData): string | null {
  if (fields.body?.trim()) return fields.body;
  if (fields.bodyHtml) return textOfHtml(fields.bodyHtml);
  if (!fields.html) return null;
  return textOfHtml(new TextDecoder(fields.internetCodepage === 65001 ? 'utf-8' : 'windows-1252').decode(fields.html));
}

import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../server/database.ts';
import { deliverDue } from '../../server/reminders/delivery.service.ts';
import { openMailer, type Mailer } from '../../server/reminders/mailer.ts';
import { startReminders } from '../../server/reminders/schedule.ts';
import { readStopToken } from '../../server/reminders/stop.rules.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

const secret = 'a secret for the tests, long enough';
const origin = 'https://passerelle.example';
let office: Office;
let post: SMTPServer;
let mailer: Mailer;
let port = 0;
let inbox: Email[] = [];
let isRefusing = false;
let now = new Date('2026-11-23T12:01:00.000Z');

beforeAll(async () => {
  office = await testOffice();
  post = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (isRefusing) return done(new Error('mailbox full'));
        PostalMime.parse(Buffer.concat(parts)).then((mail) => {
          inbox.push(mail);
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((resolve) => post.listen(0, '127.0.0.1', resolve));
  port = (post.server.address() as AddressInfo).port;
  mailer = await openMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Passerelle <passerelle@office.example>' });
  await office.as('officer').post('/api/followups', { text: 'Envoyer le guide de déneigement', dueOn: '2026-11-20' });
  await office.as('officer').post('/api/followups', { text: 'Nom confidentiel', dueOn: '2026-11-20', sensitivity: 'restricted' });
  await office.db.write((tx) => tx.user.updateMany({ where: { id: { in: [userId('officer'), userId('strategist')] } }, data: { passwordHash: 'x', digest: 'weekdays' } }));
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => post.close(() => resolve()));
  await office.close();
});
beforeEach(() => {
  inbox = [];
  isRefusing = false;
  now = new Date('2026-11-23T12:01:00.000Z');
});
afterEach(() => office.db.write((tx) => tx.digestDelivery.deleteMany()));

const deliver = (through: Mailer = mailer) => deliverDue({ db: office.db, mailer: through, origin, secret, clock: () => now });
const rows = () => office.db.reader.digestDelivery.findMany({ where: { userId: userId('officer') } });

it('writes at 7:00 to who has something waiting, once a day, whoever asks and however often', async () => {
  now = new Date('2026-11-23T11:59:00.000Z');
  expect(await deliver()).toEqual({ sent: 0, failed: 0 });
  now = new Date('2026-11-23T12:00:00.000Z');
  const all = await Promise.all([deliver(), deliver(), deliver()]);
  expect(all.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
  now = new Date('2026-11-23T15:00:00.000Z');
  expect(await deliver()).toEqual({ sent: 0, failed: 0 });
  expect(inbox).toHaveLength(1);
  const [mail] = inbox;
  expect(mail?.to).toMatchObject([{ address: 'officer@test.example' }]);
  expect(mail?.from).toMatchObject({ name: 'Passerelle', address: 'passerelle@office.example' });
  expect(mail?.subject).toContain('2 promesses en retard');
  expect(mail?.text).toContain('Envoyer le guide de déneigement');
  expect(mail?.html).toContain('Envoyer le guide de déneigement');
  expect(`${mail?.text}${mail?.html}${mail?.subject}`).not.toContain('Nom confidentiel');
  const header = (key: string) => mail?.headers.find((one) => one.key === key)?.value;
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const token = /token=([^>]+)>/.exec(header('list-unsubscribe') ?? '')?.[1] ?? '';
  expect(readStopToken(token, secret)).toBe(userId('officer'));
  now = new Date('2026-11-24T12:00:00.000Z');
  expect((await deliver()).sent).toBe(1);
});

it('is sent once by two programs on one file', async () => {
  const other = await openDatabase({ file: office.file });
  const by = (db: Office['db']) => deliverDue({ db, mailer, origin, secret, clock: () => now });
  const all = await Promise.all([by(office.db), by(other), by(office.db), by(other)]);
  await other.close();
  expect(all.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
  expect(inbox).toHaveLength(1);
});

it('quotes a text of several lines on one line, and as text', async () => {
  const hostile = await office.as('officer').post<{ id: string }>('/api/followups', { text: 'Écrire\r\n-- \nNe plus recevoir : <a href="https://mal.example">ici</a>\u2028Bcc: x', dueOn: '2026-11-20' });
  await deliver();
  await office.as('officer').patch(`/api/followups/${hostile.body.id}`, 1, { archived: true });
  expect(inbox[0]?.text).toContain('- Écrire -- Ne plus recevoir : <a href="https://mal.example">ici</a> Bcc: x (');
  expect(inbox[0]?.html).not.toContain('<a href="https://mal.example"');
  expect(inbox[0]?.headers.map(({ key }) => key)).not.toContain('bcc');
});

it('writes to nobody who is disabled, without a password, who said none, or on a Saturday', async () => {
  const set = (data: object) => office.db.write((tx) => tx.user.update({ where: { id: userId('officer') }, data }));
  for (const data of [{ disabledAt: now }, { passwordHash: null }, { digest: 'none' }]) {
    await set(data);
    expect(await deliver()).toEqual({ sent: 0, failed: 0 });
    await set({ disabledAt: null, passwordHash: 'x', digest: 'weekdays' });
  }
  now = new Date('2026-11-28T13:00:00.000Z');
  expect(await deliver()).toEqual({ sent: 0, failed: 0 });
  expect(await rows()).toEqual([]);
});

it('keeps why a mail did not leave, tries again half an hour later, three times at most, and never throws', async () => {
  isRefusing = true;
  for (const [time, attempts] of [['12:01', 1], ['12:10', 1], ['12:31', 2], ['13:05', 3], ['14:00', 3]] as const) {
    now = new Date(`2026-11-23T${time}:00.000Z`);
    await deliver();
    expect(await rows()).toMatchObject([{ attempts, sentAt: null }]);
  }
  expect((await rows())[0]?.error).toContain('mailbox full');
});

it('is sent by the retry once the server takes it', async () => {
  isRefusing = true;
  expect(await deliver()).toEqual({ sent: 0, failed: 1 });
  isRefusing = false;
  now = new Date('2026-11-23T12:40:00.000Z');
  expect(await deliver()).toEqual({ sent: 1, failed: 0 });
  expect(await rows()).toMatchObject([{ attempts: 2, error: null, sentAt: now }]);
});

it('survives a server that is not there', async () => {
  const nowhere = await openMailer({ url: 'smtp://127.0.0.1:1', from: 'a@b.example' });
  expect(await deliver(nowhere)).toEqual({ sent: 0, failed: 1 });
  nowhere.close();
});

it('does not take up a day that a process took and never finished', async () => {
  await office.db.write((tx) => tx.digestDelivery.create({ data: { userId: userId('officer'), day: '2026-11-23', attempts: 1, attemptedAt: now } }));
  now = new Date('2026-11-23T14:00:00.000Z');
  expect(await deliver()).toEqual({ sent: 0, failed: 0 });
});

it('runs on a schedule that stops', async () => {
  const stop = await startReminders({
    db: office.db,
    mail: { url: `smtp://127.0.0.1:${port}`, from: 'a@b.example' },
    origin,
    secret,
    clock: () => now,
    onError: (error) => {
      throw error;
    },
  });
  stop();
});

it('stops by the link without signing in: a page asks, a click or the mail program’s own request does it', async () => {
  await deliver();
  const link = inbox[0]?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const { pathname, search } = new URL(link.slice(1, -1));
  const opened = await office.anonymous().get(pathname + search);
  expect([opened.status, opened.headers.location]).toEqual([303, `/digest/stop${search}`]);
  expect((await office.db.reader.user.findUniqueOrThrow({ where: { id: userId('officer') } })).digest).toBe('weekdays');
  const oneClick = await office.app.inject({
    method: 'POST',
    url: pathname + search,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });
  expect(oneClick.statusCode).toBe(204);
  expect((await office.db.reader.user.findUniqueOrThrow({ where: { id: userId('officer') } })).digest).toBe('none');
  expect(await office.db.reader.auditEvent.count({ where: { recordType: 'user', recordId: userId('officer') } })).toBe(1);
  expect((await office.anonymous().post(pathname + search)).status).toBe(204);
  expect((await office.anonymous().post(`${pathname}?token=autre`)).status).toBe(409);
  expect((await office.anonymous().post(pathname)).status).toBe(409);
});

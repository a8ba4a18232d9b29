import type { Mail } from './mail.rules.ts';

export type Mailer = { send(mail: Mail & { to: { name: string; address: string } }): Promise<void>; close(): void };

/** Hands mail over to a server, one connection a mail. `url` is SMTP_URL. Nothing that a mail names is fetched. */
export async function openMailer({ url, from }: { url: string; from: string }): Promise<Mailer> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, html, headers }) => {
      await transport.sendMail({ from, to, subject, text, html, headers });
    },
    close: () => transport.close(),
  };
}

import { deliverDue, type Delivery } from './delivery.service.ts';
import { openMailer } from './mailer.ts';

/**
 * Looks every five minutes whether somebody's morning has come: at 7:00 in each zone, and again after a failure or a
 * restart. Answers what stops it.
 */
export async function startReminders(
  options: Omit<Delivery, 'mailer'> & { mail: { url: string; from: string }; onError: (error: unknown) => void },
): Promise<() => void> {
  const { mail, onError, ...rest } = options;
  const [{ Cron }, mailer] = await Promise.all([import('croner'), openMailer(mail)]);
  const delivery: Delivery = { ...rest, mailer };
  const job = new Cron('*/5 * * * *', { protect: true, catch: onError }, async () => {
    await deliverDue(delivery);
  });
  return () => {
    job.stop();
    mailer.close();
  };
}

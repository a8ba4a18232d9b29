import { contactSortName, splitTypedName } from '../contacts/contact.names.rules.ts';
import { fold } from '../text/fold.rules.ts';

/** Where anybody may have an address: it tells nothing of an organization. */
const publicDomains = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'hotmail.ca', 'live.com', 'live.ca', 'live.fr', 'msn.com',
  'yahoo.com', 'yahoo.fr', 'yahoo.ca', 'ymail.com', 'icloud.com', 'me.com', 'mac.com', 'aol.com', 'proton.me', 'protonmail.com', 'pm.me',
  'videotron.ca', 'bell.net', 'sympatico.ca', 'orange.fr', 'wanadoo.fr', 'free.fr', 'sfr.fr', 'laposte.net', 'skynet.be', 'gmx.com', 'gmx.de',
  'gmx.net', 'web.de', 't-online.de', 'qq.com', '163.com', '126.com', 'mail.ru', 'yandex.ru', 'zoho.com', 'fastmail.com',
]);

/** The domain of an address, when it can be that of an organization; else null. */
export function domainOf(email: string | null): string | null {
  const domain = email?.split('@').at(-1)?.toLowerCase() ?? '';
  return domain.includes('.') && !publicDomains.has(domain) ? domain : null;
}

/** Whether a web or mail address of an organization is of the domain: its own host, or one below it. */
export function isOfDomain(value: string, domain: string): boolean {
  const address = value.trim().toLowerCase();
  const host = address.includes('@')
    ? address.split('@').at(-1)
    : address.replace(/^[a-z]+:\/\//, '').split(/[/?#:]/)[0]?.replace(/^www\./, '');
  return host === domain || (host?.endsWith(`.${domain}`) ?? false);
}

/** The ways in which a mail program may have written a name: « Roy, Maëlle (Ville de Québec) » is Maëlle Roy. */
export function readingsOfName(name: string): string[] {
  const bare = name.replace(/\s*[([][^)\]]*[)\]]/g, ' ').replace(/^(?:m\.|mme|mlle|dr|dre|mr\.?|ms\.?|mrs\.?)\s+/i, '').replace(/\s+/g, ' ').trim();
  const [family, given, ...rest] = bare.split(',').map((part) => part.trim());
  const turned = family && given && rest.length === 0 ? `${given} ${family}` : null;
  return [...new Set([turned ?? bare, bare].filter((one) => fold(one).includes(' ')))];
}

/** The keys under which a person of this name may be sorted, whichever part is the family name. */
export function sortKeysOf(name: string): string[] {
  const words = name.split(' ');
  const cuts = words.slice(1).map((_, index) => ({ given: words.slice(0, index + 1).join(' '), family: words.slice(index + 1).join(' ') }));
  const plain = cuts.flatMap(({ given, family }) => [
    contactSortName({ givenName: given, particle: null, familyName: family, nameOrder: 'given_first' }),
    contactSortName({ givenName: family, particle: null, familyName: given, nameOrder: 'family_first' }),
  ]);
  return [...new Set([contactSortName(splitTypedName(name)), ...plain])].slice(0, 12);
}

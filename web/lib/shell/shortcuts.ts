import { isPageKey } from '#lib/keys.ts';
import { m } from '#paraglide/messages.js';

/** The keys of the house, for the help and for nothing else: each is acted on where it belongs. */
export const shortcuts: readonly { keys: readonly (string | (() => string))[]; label: () => string }[] = [
  { keys: ['n'], label: m.shell_keys_log },
  { keys: ['/', 'Ctrl K'], label: m.shell_keys_search },
  { keys: ['a'], label: m.shell_keys_suggestions },
  { keys: ['g h'], label: m.shell_keys_go_today },
  { keys: ['g a'], label: m.shell_keys_go_agenda },
  { keys: ['g p'], label: m.shell_keys_go_organizations },
  { keys: ['g e'], label: m.shell_keys_go_interactions },
  { keys: ['g s'], label: m.shell_keys_go_followups },
  { keys: ['?'], label: m.shell_keys_help },
  { keys: ['↑', '↓'], label: m.shell_keys_choose },
  { keys: [m.shell_key_enter], label: m.shell_keys_take },
  { keys: ['Esc'], label: m.shell_keys_close },
];

/** Where `g` and a letter lead, the same letters in both languages. */
export const destinations: Readonly<Record<string, string>> = { h: '/', a: '/agenda', p: '/organizations', e: '/interactions', s: '/followups' };

/** What a key asks of the shell: nothing while the person types, or with a modifier that belongs to the browser. */
export function shellCommand(event: KeyboardEvent): 'log' | 'search' | 'help' | 'go' | null {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return 'search';
  if (!isPageKey(event)) return null;
  if (key === 'n') return 'log';
  if (key === 'g') return 'go';
  if (key === '/') return 'search';
  return key === '?' ? 'help' : null;
}

import { isPageKey } from '#lib/keys.ts';
import { navigation } from '#lib/navigation.ts';
import { m } from '#paraglide/messages.js';

type Shortcut = { keys: readonly (string | (() => string))[]; label: () => string };

/** The keys of the house, for the help and for nothing else: each is acted on where it belongs. */
export const shortcuts: readonly { title: () => string; keys: readonly Shortcut[] }[] = [
  {
    title: m.shell_keys_do,
    keys: [
      { keys: ['n'], label: m.shell_keys_log },
      { keys: ['b'], label: m.shell_keys_note },
      { keys: ['/'], label: m.shell_keys_search },
      { keys: ['Ctrl K'], label: m.shell_keys_palette },
      { keys: ['>'], label: m.shell_keys_commands_only },
      { keys: [m.shell_key_ctrl_enter], label: m.shell_keys_all_results },
      { keys: ['a'], label: m.shell_keys_suggestions },
      { keys: ['?'], label: m.shell_keys_help },
      { keys: ['↑', '↓'], label: m.shell_keys_choose },
      { keys: [m.shell_key_enter], label: m.shell_keys_take },
      { keys: ['Esc'], label: m.shell_keys_close },
    ],
  },
  {
    title: m.shell_keys_go,
    keys: navigation.flatMap(({ go, label }) => (go ? [{ keys: [`g ${go}`], label }] : [])),
  },
];

/** Where `g` and a letter lead, the same letters in both languages. */
export const destinations: Readonly<Record<string, string>> = Object.fromEntries(navigation.flatMap(({ go, href }) => (go ? [[go, href]] : [])));

/** What a key asks of the shell: nothing while the person types, or with a modifier that belongs to the browser. */
export function shellCommand(event: KeyboardEvent): 'log' | 'note' | 'search' | 'palette' | 'help' | 'go' | null {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return 'palette';
  if (!isPageKey(event)) return null;
  if (key === 'n') return 'log';
  if (key === 'b') return 'note';
  if (key === 'g') return 'go';
  if (key === '/') return 'search';
  return key === '?' ? 'help' : null;
}

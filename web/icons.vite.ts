import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const statement = /import\s*\{([^}]*)\}\s*from\s*['"]@lucide\/svelte['"];?/g;

/**
 * Turns `import { Plus } from '@lucide/svelte'` into an import of that one icon. The package's index names 1,800
 * components: Vite would compile them all, twice, to throw nearly all of them away.
 */
export function singleIcons(): Plugin {
  const index = readFileSync(new URL('../node_modules/@lucide/svelte/dist/icons/index.js', import.meta.url), 'utf8');
  const files = new Map([...index.matchAll(/default as (\w+) \} from '\.\/([\w-]+)\.svelte'/g)].map(([, name, file]) => [name, file]));
  return {
    name: 'passerelle-single-icons',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('/node_modules/') || !code.includes('@lucide/svelte')) return undefined;
      const rewritten = code.replace(statement, (whole, list: string) => {
        const wanted = list.split(',').map((entry) => entry.trim()).filter(Boolean);
        const single = wanted.map((entry) => {
          const [name = '', local = name] = entry.split(/\s+as\s+/);
          const file = files.get(name);
          return file === undefined ? undefined : `import ${local} from '@lucide/svelte/icons/${file}';`;
        });
        return single.includes(undefined) ? whole : single.join(' ');
      });
      return rewritten === code ? undefined : { code: rewritten, map: null };
    },
  };
}

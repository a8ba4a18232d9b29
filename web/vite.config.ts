import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { singleIcons } from './icons.vite.ts';
import { sharedModules } from './shared.vite.ts';
import { wordsOfTheServer } from './words.vite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig(({ command }) => ({
  root,
  plugins: [
    wordsOfTheServer(),
    sharedModules(),
    singleIcons(),
    // A build finds the words compiled by scripts/prepare.mjs, in the form that the server reads too.
    ...(command === 'serve' ? [paraglideVitePlugin({ project: './project.inlang' })] : []),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      files: { src: 'web', assets: 'web/static' },
      // The policy names every source the pages need; Kit adds the nonce of each answer to its own scripts and styles.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Kit's own announcer of page changes carries one style attribute; this is its hash and nothing else passes.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  build: {
    // Inlined data: fonts would need a wider policy; files are cached for a year anyway.
    assetsInlineLimit: 0,
  },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // A page took a hundred files of less than three kilobytes, an icon or a button each; a phone asks for six at a time.
            codeSplitting: { groups: [{ name: 'kit', test: /[\\/](web[\\/]lib[\\/](ui|shell|i18n)|@lucide[\\/]svelte)[\\/]/ }] },
          },
        },
      },
    },
  },
}));

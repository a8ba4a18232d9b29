import { locale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';

const formats = [
  { format: 'docx', name: m.board_export_word },
  { format: 'pdf', name: m.board_export_pdf },
] as const;
const languages = { fr: m.board_export_fr, en: m.board_export_en, both: m.board_export_both } as const;

/** The files of the decision record, those in the language of the page first. */
export function recordFiles(exerciseId: string): { label: string; href: string }[] {
  const order = locale() === 'fr' ? (['fr', 'en', 'both'] as const) : (['en', 'fr', 'both'] as const);
  return order.flatMap((language) =>
    formats.map(({ format, name }) => ({
      label: name({ language: languages[language]() }),
      href: `/api/targeting-exercises/${encodeURIComponent(exerciseId)}/record.${format}?language=${language}`,
    })),
  );
}

import type { Language } from '@tessera/model';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { resources } from './resources.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: (typeof resources)['en'];
  }
}

const remembered = 'tessera.language';

/** The language of a browser setting such as `zh-CN`, as far as there are texts in it. */
export function languageOf(tag: string | null | undefined): Language | undefined {
  const main = tag?.toLowerCase().split('-')[0];
  return main === 'zh' || main === 'en' ? main : undefined;
}

/** The language before anyone has signed in: the last one used here, else the browser's. */
export function guessLanguage(): Language {
  let last: string | null = null;
  try {
    last = localStorage.getItem(remembered);
  } catch {
    // Storage can be closed; the browser's language is then good enough.
  }
  return (
    languageOf(last) ?? navigator.languages.map(languageOf).find((language) => language) ?? 'en'
  );
}

/** Switches all texts, the page's `lang` with them, and remembers the choice for the sign-in page. */
export function setLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // See above.
  }
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

/** Prepares the texts; once, before the first render. Resources are part of the bundle, so nothing is awaited. */
export function startI18n(language: Language = guessLanguage()): typeof i18next {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  setLanguage(language);
  return i18next;
}

/** The current language, outside of components. */
export function currentLanguage(): Language {
  return languageOf(i18next.language) ?? 'en';
}

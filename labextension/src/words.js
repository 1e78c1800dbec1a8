/** The few words that are needed before the service has said any, in the languages of courses; the
 * magics have the same ones. */

import WORDS from '../../autograder_client/words.json';

/** The languages that there are words of. */
export const languageOf = language => (Object.hasOwn(WORDS, language) ? language : 'en');

/** What says a text in one of the languages; English where there is no such language. */
export function speaking(language) {
  const words = WORDS[languageOf(language)];
  return (name, values = {}) =>
    words[name].replace(/\{(\w+)\}/g, (_all, key) => String(values[key]));
}

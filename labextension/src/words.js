/** The few words that are needed before the service has said any, in the languages of courses. */

const WORDS = {
  en: {
    check: 'Check',
    check_this: 'Check {question}',
    checking: 'Checking…',
    changed: 'The answer has changed since this check.',
    left: 'Checks left for this question: {number}',
    hand_in: 'Hand in',
    hand_in_hint: 'Save this notebook and hand it in',
    handed_in: 'Handed in',
    handed_in_again: 'This file had been handed in before; it is the same hand-in.',
    receipt: 'Receipt',
    exercise: 'Exercise',
    arrived: 'Arrived',
    verdict: 'The verdict, as it comes',
    close: 'Close',
    sign_in: 'Sign in',
    cancel: 'Cancel',
    sign_in_why: 'You are not signed in yet where this course is graded.',
    address: 'Address of the course',
    token: 'Your token',
    make_token: 'Make a token there (opens a new tab)',
    token_kept: 'It is kept in a file of your own beside Jupyter, and never in a notebook.',
    elsewhere:
      'You are signed in at {addresses}, but this notebook names another address. Sign in there ' +
      'only if your teacher has told you of it, and with a token that you have made there.',
    trouble: 'That did not work',
    address_bad: 'An address begins with https:// (or it is this machine).',
    unreachable: '{address} cannot be reached.',
    other_token: 'This token is for another address, and was not sent.',
    unknown_token: 'There is no such token at {address}. Make a new one there.',
    unsaved: 'This notebook could not be saved, so nothing was handed in.',
    jupyter: 'The Jupyter server does not answer. Is it still running?'
  },
  ru: {
    check: 'Проверить',
    check_this: 'Проверить {question}',
    checking: 'Проверяется…',
    changed: 'После этой проверки ответ изменился.',
    left: 'Осталось проверок этого задания: {number}',
    hand_in: 'Сдать',
    hand_in_hint: 'Сохранить этот блокнот и сдать его',
    handed_in: 'Работа сдана',
    handed_in_again: 'Этот файл уже был сдан: новой сдачи нет.',
    receipt: 'Квитанция',
    exercise: 'Работа',
    arrived: 'Получено',
    verdict: 'Результат, по мере проверки',
    close: 'Закрыть',
    sign_in: 'Войти',
    cancel: 'Отмена',
    sign_in_why: 'Вы ещё не вошли там, где проверяется этот курс.',
    address: 'Адрес курса',
    token: 'Ваш токен',
    make_token: 'Создать там токен (откроется новая вкладка)',
    token_kept: 'Он хранится в вашем собственном файле рядом с Jupyter, а в блокнот не попадает.',
    elsewhere:
      'Вы вошли по адресу {addresses}, но этот блокнот называет другой. Входите там, только если ' +
      'о нём сказал преподаватель, и с токеном, который вы создали именно там.',
    trouble: 'Не получилось',
    address_bad: 'Адрес начинается с https:// (или это ваш собственный компьютер).',
    unreachable: '{address} не отвечает.',
    other_token: 'Этот токен — для другого адреса, он не отправлен.',
    unknown_token: 'Такого токена по адресу {address} нет. Создайте там новый.',
    unsaved: 'Блокнот не удалось сохранить, поэтому ничего не сдано.',
    jupyter: 'Сервер Jupyter не отвечает. Он ещё работает?'
  }
};

/** What says a text in one of the languages; English where there is no such language. */
export function speaking(language) {
  const words = Object.hasOwn(WORDS, language) ? WORDS[language] : WORDS.en;
  return (name, values = {}) =>
    words[name].replace(/\{(\w+)\}/g, (_all, key) => String(values[key]));
}

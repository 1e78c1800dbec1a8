/** Signing in: a dialog for the address and the token, as `%sign_in` asks for them. */

import { Dialog, showDialog } from '@jupyterlab/apputils';
import { Widget } from '@lumino/widgets';

import { ask, Trouble } from './asking';
import { element, link } from './elements';

const NOT_SIGNED_IN = ['not_signed_in', 'not_signed_in_at', 'choose_address', 'unknown_token'];

/** Do what asks the service; where nobody is signed in, offer that first. Gives null where the
 * person would rather not. Raises Trouble. */
export async function signedIn(course, act) {
  let trouble = '';
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Trouble) || !NOT_SIGNED_IN.includes(error.kind)) {
      throw error;
    }
    if (error.kind === 'unknown_token') {
      trouble = error.told(course.say);
    } else if (error.kind === 'choose_address') {
      trouble = course.say('choose_here', error.values);
    }
  }
  return (await signIn(course, trouble)) ? act() : null;
}

/** Whether somebody has signed in; asks until it works or is given up. `trouble` is why the token
 * that is kept does not do. */
async function signIn(course, trouble) {
  const known = (await ask(course.settings, 'state', {})).addresses;
  let wanted = course.address || known[0] || '';
  for (;;) {
    const body = new Form(course, wanted, known, trouble);
    const result = await showDialog({
      title: course.say('sign_in'),
      body,
      buttons: [
        Dialog.cancelButton({ label: course.say('cancel') }),
        Dialog.okButton({ label: course.say('sign_in') })
      ],
      focusNodeSelector: wanted ? 'input[type=password]' : 'input[type=url]'
    });
    if (!result.button.accept) {
      return false;
    }
    try {
      const { address } = await ask(course.settings, 'sign-in', result.value);
      course.address = address;
      return true;
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      wanted = result.value.address;
      trouble = error.told(course.say);
    }
  }
}

class Form extends Widget {
  constructor(course, address, known, trouble) {
    super();
    const say = course.say;
    this.addClass('autograder-form');
    this.node.lang = course.language;
    this._address = field('autograder-address', { type: 'url', autocomplete: 'off' });
    this._address.value = address;
    this._token = field('autograder-token', { type: 'password', autocomplete: 'off' });
    const where = element('p', 'quiet');
    const lead = () => {
      const address = this._address.value.trim().replace(/(\/me)?\/*$/, '');
      where.replaceChildren(address ? link(`${address}/me`, say('make_token')) : '');
    };
    this._address.addEventListener('input', lead);
    lead();
    if (!trouble) {
      this.node.append(element('p', '', {}, say('sign_in_why')));
    }
    if (address && known.length && !known.includes(address)) {
      const addresses = known.join(', ');
      this.node.append(element('p', 'warning', {}, say('elsewhere', { addresses })));
    }
    if (trouble) {
      this.node.append(element('p', 'warning', { role: 'alert' }, trouble));
    }
    this.node.append(
      label(say('address'), this._address),
      where,
      label(say('token'), this._token),
      element('p', 'quiet', {}, say('token_kept'))
    );
  }

  getValue() {
    return { address: this._address.value, token: this._token.value };
  }
}

function field(id, properties) {
  const made = element('input', '', { id, spellcheck: 'false', ...properties });
  made.classList.add('jp-mod-styled');
  return made;
}

function label(text, input) {
  return element('p', 'field', {}, element('label', '', { for: input.id }, text), input);
}

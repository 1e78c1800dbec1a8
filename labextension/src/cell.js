/** Below an answer cell: the button that checks it, and the verdict. */

import { Widget } from '@lumino/widgets';

import { ask, Trouble } from './asking';
import { element } from './elements';
import { signedIn } from './signin';
import { verdictOf } from './verdict';

/** The question that a cell answers; empty where it answers none. */
export function questionOf(model) {
  const own = model.type === 'code' ? model.getMetadata('nbgrader') : null;
  return own?.solution && !own.locked ? String(own.grade_id ?? '') : '';
}

export class Check extends Widget {
  constructor(course, cell) {
    super();
    this._course = course;
    this._cell = cell;
    this._question = questionOf(cell.model);
    const say = course.say;
    this._button = element('button', '', { type: 'button' }, say('check'));
    this._button.className = 'jp-mod-styled';
    this._button.setAttribute('aria-label', say('check_this', { question: this._question }));
    this._button.addEventListener('click', () => void this.check());
    this._said = element('div', 'verdict', { role: 'status' });
    this.addClass('autograder-cell');
    this.node.lang = course.language;
    this.node.dataset.lmSuppressShortcuts = 'true'; // Enter presses the button, and edits no cell
    this.node.append(this._button, this._said);
    cell.model.contentChanged.connect(this._changed, this);
  }

  dispose() {
    this._cell.model?.contentChanged.disconnect(this._changed, this);
    super.dispose();
  }

  /** Ask, and show what is answered. */
  async check() {
    const { _course: course, _question: question } = this;
    const say = course.say;
    if (this._button.getAttribute('aria-disabled')) {
      return;
    }
    this._button.setAttribute('aria-disabled', 'true'); // the focus stays
    this._isOld = false;
    this._show('asking', element('p', 'quiet', {}, say('checking')));
    try {
      const found = await signedIn(course, () =>
        ask(course.settings, 'check', {
          address: course.address,
          exercise: course.exercise,
          question,
          notebook: course.notebook()
        })
      );
      this._show(found ? 'found' : '', ...(found ? verdictOf(found, say) : []));
      if (this._isOld) {
        this._mark(); // it was changed while it was being checked
      }
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      this._show('trouble', element('p', 'warning', {}, error.told(say)));
    } finally {
      this._button.removeAttribute('aria-disabled');
    }
  }

  _show(state, ...elements) {
    this._said.dataset.state = state;
    this._said.replaceChildren(...elements);
  }

  _changed() {
    this._isOld = true;
    this._mark();
  }

  /** Say of a verdict that it is about the answer as it was. */
  _mark() {
    if (this._said.dataset.state === 'found') {
      this._said.dataset.state = 'old';
      this._said.append(element('p', 'quiet', {}, this._course.say('changed')));
    }
  }
}

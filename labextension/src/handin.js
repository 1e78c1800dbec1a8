/** Hand in: the notebook is saved, sent, and its receipt is shown. */

import { Dialog, showDialog } from '@jupyterlab/apputils';
import { Widget } from '@lumino/widgets';

import { ask, Trouble } from './asking';
import { element, link } from './elements';
import { signedIn } from './signin';

/** Save the notebook and hand it in; once at a time, however often that is asked. */
export async function handIn(course) {
  if (course.isHandingIn) {
    return;
  }
  course.isHandingIn = true;
  course.button.node.setAttribute('aria-busy', 'true');
  try {
    await handInNow(course);
  } finally {
    course.isHandingIn = false;
    course.button.node.removeAttribute('aria-busy');
  }
}

async function handInNow(course) {
  const say = course.say;
  try {
    await course.context.save();
    if (course.context.model.dirty) {
      throw new Trouble('unsaved');
    }
    const found = await signedIn(course, () =>
      ask(course.settings, 'hand-in', {
        address: course.address,
        exercise: course.exercise,
        path: course.context.localPath
      })
    );
    if (found) {
      await showReceipt(course, found);
    }
  } catch (error) {
    if (!(error instanceof Trouble)) {
      throw error;
    }
    const body = new Widget();
    body.addClass('autograder-receipt');
    body.node.lang = course.language;
    body.node.append(element('p', '', {}, error.told(say)));
    await showDialog({ title: say('trouble'), body, buttons: [close(say)] });
  }
}

const close = say => Dialog.okButton({ label: say('close') });

function showReceipt(course, found) {
  const say = course.say;
  const body = new Widget();
  body.addClass('autograder-receipt');
  body.node.lang = course.language;
  if (found.again) {
    body.node.append(element('p', 'quiet', {}, say('handed_in_again')));
  }
  const lines = [
    [say('receipt'), String(found.receipt)],
    [say('exercise'), found.exercise],
    [say('arrived'), found.arrived],
    ['SHA-256', found.sha256]
  ];
  const list = element('dl', '');
  for (const [name, value] of lines) {
    list.append(element('dt', '', {}, name), element('dd', '', {}, value));
  }
  body.node.append(list, ...found.remarks.map(each => element('p', '', {}, each)));
  body.node.append(element('p', '', {}, link(found.address, say('verdict'))));
  return showDialog({ title: say('handed_in'), body, buttons: [close(say)] });
}

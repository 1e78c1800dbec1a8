/** JupyterLab's part of the course: each answer cell has *Check*, the toolbar has *Hand in*.
 *
 * Notebooks that belong to no exercise are left alone. */

import { ToolbarButton } from '@jupyterlab/apputils';

import { Check, questionOf } from './cell';
import { handIn } from './handin';
import { speaking } from './words';

/** One notebook's course: what is asked, where, and in which language. */
class Course {
  constructor(panel, own, settings) {
    this.context = panel.context;
    this.settings = settings;
    this.exercise = String(own.exercise);
    this.address = String(own.address ?? '');
    this.say = speaking(own.language);
  }

  /** The notebook as it stands, as text: without what its cells have printed and drawn. */
  notebook() {
    const content = this.context.model.toJSON();
    const cells = content.cells.map(cell =>
      cell.cell_type === 'code' ? { ...cell, execution_count: null, outputs: [] } : cell
    );
    return JSON.stringify({ ...content, cells });
  }
}

/** A row below each answer cell that has none yet. */
function addChecks(panel, course, done) {
  for (const cell of panel.content.widgets) {
    if (done.has(cell) || !questionOf(cell.model)) {
      continue;
    }
    done.add(cell);
    void cell.ready.then(() => {
      if (!cell.isDisposed) {
        cell.layout.addWidget(new Check(course, cell));
      }
    });
  }
}

async function addTo(panel, settings) {
  await panel.context.ready;
  const own = panel.context.model.getMetadata('autograder');
  if (panel.isDisposed || !own?.exercise) {
    return;
  }
  const course = new Course(panel, own, settings);
  const done = new WeakSet();
  const button = new ToolbarButton({
    label: course.say('hand_in'),
    tooltip: course.say('hand_in_hint'),
    onClick: () => void handIn(course)
  });
  button.addClass('autograder-hand-in');
  panel.toolbar.insertItem(10, 'autograder-hand-in', button);
  const cells = panel.context.model.cells;
  const add = () => addChecks(panel, course, done);
  cells.changed.connect(add);
  panel.disposed.connect(() => cells.changed.disconnect(add));
  add();
}

export default {
  id: 'autograder-jupyterlab:plugin',
  description: 'Check an answer at its cell, and hand in the notebook.',
  autoStart: true,
  activate: app => {
    const settings = app.serviceManager.serverSettings;
    app.docRegistry.addWidgetExtension('Notebook', {
      createNew: panel => void addTo(panel, settings)
    });
  }
};

/** JupyterLab's part of the course: each answer cell has *Check*, the toolbar has *Hand in*. Both are
 * commands, too, so that they are in the palette and may have a key.
 *
 * Notebooks that belong to no exercise are left alone. */

import { ICommandPalette, ToolbarButton } from '@jupyterlab/apputils';

import { Check, questionOf } from './cell';
import { handIn } from './handin';
import { languageOf, speaking } from './words';

/** One notebook's course: what is asked, where, and in which language. */
class Course {
  constructor(panel, own, settings) {
    this.context = panel.context;
    this.settings = settings;
    this.exercise = String(own.exercise);
    this.address = String(own.address ?? '');
    this.language = languageOf(own.language);
    this.say = speaking(this.language);
    this.button = null; // *Hand in*
    this.isHandingIn = false;
    this.checks = new WeakMap(); // those of the cells
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
        const check = new Check(course, cell);
        course.checks.set(cell, check);
        cell.layout.addWidget(check);
      }
    });
  }
}

async function addTo(panel, settings, courses) {
  await panel.context.ready;
  const own = panel.context.model.getMetadata('autograder');
  if (panel.isDisposed || !own?.exercise) {
    return;
  }
  const course = new Course(panel, own, settings);
  courses.set(panel, course);
  const done = new WeakSet();
  const button = new ToolbarButton({
    label: course.say('hand_in'),
    tooltip: course.say('hand_in_hint'),
    onClick: () => void handIn(course)
  });
  button.addClass('autograder-hand-in');
  course.button = button;
  panel.toolbar.insertItem(10, 'autograder-hand-in', button);
  const cells = panel.context.model.cells;
  const add = () => addChecks(panel, course, done);
  cells.changed.connect(add);
  panel.disposed.connect(() => cells.changed.disconnect(add));
  add();
}

/** What can be done with the notebook that is in front, by the name of its command. */
const COMMANDS = {
  'autograder:hand-in': {
    word: 'hand_in',
    of: course => course && (() => handIn(course))
  },
  'autograder:check': {
    word: 'check_hint',
    of: (course, cell) => {
      const check = course?.checks.get(cell);
      return check && (() => check.check());
    }
  }
};

function addCommands(app, palette, courses) {
  const front = () => app.shell.currentWidget;
  for (const [id, { word, of }] of Object.entries(COMMANDS)) {
    const act = () => of(courses.get(front()), front()?.content?.activeCell);
    app.commands.addCommand(id, {
      label: () => (courses.get(front())?.say ?? speaking('en'))(word),
      isEnabled: () => Boolean(act()),
      execute: () => act()?.()
    });
    palette?.addItem({ command: id, category: 'Autograder' });
  }
}

export default {
  id: 'autograder-jupyterlab:plugin',
  description: 'Check an answer at its cell, and hand in the notebook.',
  autoStart: true,
  optional: [ICommandPalette],
  activate: (app, palette) => {
    const settings = app.serviceManager.serverSettings;
    const courses = new WeakMap(); // of the notebooks
    addCommands(app, palette, courses);
    app.docRegistry.addWidgetExtension('Notebook', {
      createNew: panel => void addTo(panel, settings, courses)
    });
  }
};

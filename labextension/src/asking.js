/** Requests to the person's own Jupyter server, which asks the service with the token it keeps. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

/** Something that could not be done: the name of its text among our words, that of one more
 * sentence, and the values that stand in them. */
export class Trouble extends Error {
  constructor(kind, values = {}, more = '') {
    super(kind);
    this.kind = kind;
    this.values = values;
    this.more = more;
  }

  /** Why, in the words of a language. */
  told(say) {
    const names = [this.kind, this.more].filter(Boolean);
    return names.map(name => say(name, this.values)).join(' ');
  }
}

/** What the Jupyter server answers. Raises Trouble. */
export async function ask(settings, what, body) {
  const url = URLExt.join(settings.baseUrl, 'autograder', what);
  let response;
  let answer;
  try {
    const request = { method: 'POST', body: JSON.stringify(body) };
    response = await ServerConnection.makeRequest(url, request, settings);
    answer = await response.json();
  } catch {
    throw new Trouble('jupyter');
  }
  if (!response.ok) {
    const { kind, values, more } = answer;
    throw kind ? new Trouble(kind, values, more) : new Trouble('jupyter');
  }
  return answer;
}

/** Requests to the person's own Jupyter server, which asks the service with the token it keeps. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

/** Something that could not be done. `kind` says which words of ours tell why; where it is
 * `refused`, the service itself has said so, in `text`. */
export class Trouble extends Error {
  constructor(kind, text = '', address = '') {
    super(text || kind);
    this.kind = kind;
    this.text = text;
    this.address = address;
  }

  /** Why, in the words of a language. */
  told(say) {
    return this.kind === 'refused' ? this.text : say(this.kind, { address: this.address });
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
    const { kind, text, address } = answer;
    throw kind ? new Trouble(kind, text, address) : new Trouble('jupyter');
  }
  return answer;
}

// Hands a mail to the portal, as a mail server does: a conversation in SMTP on
// loopback.

import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** Brings a mail; answers with what was said to it at the end. */
export async function bring(from: string, to: string, mail: string): Promise<string> {
  const port = Number(process.env.RAPPORT_MAIL_PORT);
  if (!port) throw new Error('no server was started that listens for mail');
  const socket = connect(port, '127.0.0.1');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('hung up on');
      // The last line of an answer has a blank behind its code.
      if (/^\d{3} /.test(value)) return value;
    }
  };
  const say = async (text: string): Promise<string> => {
    socket.write(`${text}\r\n`);
    return answer();
  };
  try {
    await answer();
    for (const line of ['EHLO journey.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`]) {
      const said = await say(line);
      if (!said.startsWith('250')) return said;
    }
    await say('DATA');
    const stuffed = mail.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
    const said = await say(`${stuffed}\r\n.`);
    await say('QUIT');
    return said;
  } finally {
    socket.destroy();
  }
}

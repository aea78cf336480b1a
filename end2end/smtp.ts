// Hands a mail to the portal, and takes what the portal sends, as a mail server does:
// conversations in SMTP on loopback.

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
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

export type PostOffice = { url: string; letters: string[]; close: () => Promise<void> };

/** A mail server that takes whatever is sent, and keeps it to be read. */
export async function postOffice(): Promise<PostOffice> {
  const letters: string[] = [];
  const guests = new Set<Socket>();
  const server = createServer((socket) => {
    guests.add(socket);
    socket.on('close', () => guests.delete(socket));
    // Whoever sends may hang up whenever it likes.
    socket.on('error', () => undefined);
    let letter: string[] | undefined;
    socket.write('220 journey.example ESMTP\r\n');
    createInterface({ input: socket }).on('line', (line) => {
      if (letter && line !== '.') {
        letter.push(line.replace(/^\./, ''));
      } else if (letter) {
        letters.push(letter.join('\n'));
        letter = undefined;
        socket.write('250 kept\r\n');
      } else if (line.startsWith('DATA')) {
        letter = [];
        socket.write('354 go on\r\n');
      } else if (line.startsWith('EHLO')) {
        socket.write('250-journey.example\r\n250 8BITMIME\r\n');
      } else if (line.startsWith('QUIT')) {
        socket.end('221 bye\r\n');
      } else {
        socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => {
    for (const guest of guests) guest.destroy();
    return new Promise((done) => server.close(() => done()));
  };
  return { url: `smtp://127.0.0.1:${port}`, letters, close };
}

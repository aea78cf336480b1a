// Starts the portal for a run: demo data in a temporary folder, a free port.
// RAPPORT_BIN names the program, RAPPORT_URL one that runs already. A journey that
// needs a portal of its own starts another one.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const artefacts = resolve('../target/end2end');

export type Portal = { url: string; mailPort: number; folder: string; stop: () => Promise<void> };

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.RAPPORT_URL) return undefined;
  const portal = await open('server');
  process.env.RAPPORT_URL = portal.url; // the workers inherit it
  process.env.RAPPORT_DATA = portal.folder;
  process.env.RAPPORT_MAIL_PORT = String(portal.mailPort);
  return portal.stop;
}

/** A portal with demo data; `name` is that of its log. */
export async function open(name: string, settings: Record<string, string> = {}): Promise<Portal> {
  const program = resolve(process.env.RAPPORT_BIN ?? '../target/debug/rapport');
  if (!existsSync(program)) throw new Error(`${program} is not there: build it, or set RAPPORT_BIN`);

  const folder = mkdtempSync(join(tmpdir(), 'rapport-end2end-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  const mailPort = await freePort();
  const env = {
    ...process.env,
    RAPPORT_DATA: folder,
    DATABASE_URL: `sqlite:${join(folder, 'rapport.sqlite')}`,
    RAPPORT_LISTEN: listen,
    RAPPORT_BASE_URL: url,
    RAPPORT_MAIL_LISTEN: `127.0.0.1:${mailPort}`,
    RAPPORT_SUPPORT_ADDRESS: 'help@northgate.example',
    RAPPORT_AUTHSERV_ID: 'mx.northgate.example',
    RAPPORT_MAIL_TRUST: '127.0.0.1',
    ...settings,
  };

  execFileSync(program, ['demo'], { env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });

  mkdirSync(artefacts, { recursive: true });
  const log = join(artefacts, `${name}.log`);
  const server = spawn(program, ['serve'], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(log);
  server.stdout.pipe(file, { end: false });
  server.stderr.pipe(file, { end: false });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);

  const stop = async () => {
    process.removeListener('exit', kill);
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(url, server, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, mailPort, folder, stop };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}

async function ready(url: string, server: ChildProcess, log: string): Promise<void> {
  const patience = Date.now() + 30_000;
  while (Date.now() < patience) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}; its log is ${log}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`the server is not ready after 30 s; its log is ${log}`);
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (server.exitCode !== null || server.signalCode !== null) return done();
    server.once('exit', () => done());
    server.kill('SIGTERM');
    setTimeout(() => server.kill('SIGKILL'), 5_000).unref();
  });
}

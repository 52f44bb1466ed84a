// A throw-away local chain whose receipts are measured.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

function anvilPath() {
  const name = `@foundry-rs/anvil-${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const manifest = require.resolve(`${name}/package.json`);
  return join(dirname(manifest), 'bin', 'anvil');
}

/** Starts anvil on a free port and hands `use` a chain; stops it afterwards, whatever happens. */
export async function withChain(use) {
  const child = spawn(anvilPath(), ['--port', '0', '--hardfork', 'osaka', '--accounts', '20'], { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const url = await new Promise((resolve, reject) => {
      let seen = '';
      child.stdout.on('data', (data) => {
        seen += data;
        const at = seen.match(/Listening on (\S+)/);
        if (at) resolve(`http://${at[1]}`);
      });
      child.on('error', reject);
      child.on('exit', (code) => reject(new Error(`anvil ended with ${code}`)));
    });
    return await use(new Chain(url));
  } finally {
    child.kill('SIGTERM');
  }
}

class Chain {
  #url;
  #id = 0;

  constructor(url) {
    this.#url = url;
  }

  async rpc(method, ...params) {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++this.#id, method, params }),
    });
    const { result, error } = await response.json();
    if (error) throw new Error(`${method}: ${error.message} ${JSON.stringify(error.data ?? '')}`);
    return result;
  }

  accounts() {
    return this.rpc('eth_accounts');
  }

  call(to, data) {
    return this.rpc('eth_call', { to, data }, 'latest');
  }

  /** Sends a transaction and returns its receipt; fails when it reverts. */
  async send(from, to, data) {
    const hash = await this.rpc('eth_sendTransaction', { from, to, data, gas: '0xf42400' });
    let receipt = null;
    while (receipt === null) receipt = await this.rpc('eth_getTransactionReceipt', hash);
    if (receipt.status !== '0x1') {
      await this.rpc('eth_call', { from, to, data }, 'latest');
      throw new Error('a measured transaction reverted');
    }
    return { gas: Number(receipt.gasUsed), address: receipt.contractAddress, logs: receipt.logs };
  }
}

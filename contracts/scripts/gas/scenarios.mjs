// What is measured: receipts of real transactions, one row each.
import { concat, encodeAbiParameters, encodeDeployData, encodeFunctionData, getAddress, getContractAddress, keccak256, pad, parseSignature, signatureToCompactSignature, toHex, zeroHash } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { cumulativeLeafOf, threeOfManyLeaves } from './proofs.mjs';
import { measureStaking } from './staking.mjs';
import { measureTokens } from './tokens.mjs';
import { measureVesting } from './vesting.mjs';

const DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C';
const unit = 10n ** 18n;
const supply = 1_000_000_000n * unit;
const fresh = (label) => getAddress(`0x${keccak256(toHex(label)).slice(26)}`);
const rowsOf = (recipients, amount) => concat(recipients.map((to) => concat([to, pad(toHex(amount), { size: 12 })])));
const wideRowsOf = (recipients, amount) => concat(recipients.map((to) => concat([to, pad(toHex(amount), { size: 32 })])));
const equalRowsOf = (recipients, amount) => concat([pad(toHex(amount), { size: 12 }), ...recipients]);

/** Runs every scenario and returns { name: gas }, in the order of running. */
export async function measure(chain, artifacts, peerToken) {
  const gas = {};
  const [admin, ...people] = (await chain.accounts()).map((account) => getAddress(account));
  const data = (name, functionName, args) => encodeFunctionData({ abi: artifacts[name].abi, functionName, args });
  const create2 = async (name, args = []) => {
    const code = encodeDeployData({ abi: artifacts[name].abi, bytecode: artifacts[name].bytecode, args });
    const { gas: used } = await chain.send(admin, DEPLOYER, concat([zeroHash, code]));
    return { used, address: getContractAddress({ opcode: 'CREATE2', from: DEPLOYER, salt: zeroHash, bytecode: code }) };
  };
  const { token, factory, createToken } = await measureTokens(chain, artifacts, gas, create2, admin, people);
  const erc20 = (to, functionName, args, from = admin) => chain.send(from, to, data('FixedToken', functionName, args));

  // Payouts: our token, and the peers' token for comparison with them
  const payout = await create2('Payout');
  gas['payout: deploy'] = payout.used;
  const peer = (await chain.send(admin, undefined, encodeDeployData({ abi: peerToken.abi, bytecode: peerToken.bytecode, args: [supply] }))).address;
  const recipients = Array.from({ length: 200 }, (_, i) => fresh(`recipient ${i}`));
  const others = Array.from({ length: 200 }, (_, i) => fresh(`other recipient ${i}`));
  const run = keccak256(toHex('run'));
  const pay = (of, batch, rows, flags) => chain.send(admin, payout.address, data('Payout', 'pay', [of, run, batch, rows, flags]));
  for (const of of [token, peer]) await erc20(of, 'approve', [payout.address, 2n ** 256n - 1n]);
  await pay(token, 0n, rowsOf([fresh('warm-up')], unit), 0);
  await pay(peer, 1n, rowsOf([fresh('warm-up')], unit), 0);
  for (const [label, of, batch, rows, flags] of [
    ['200 rows, fresh', token, 2n, rowsOf(recipients, unit), 0],
    ['200 rows, existing', token, 3n, rowsOf(recipients, unit), 0],
    ['200 rows, existing, skipping failures', token, 4n, rowsOf(recipients, unit), 1],
    ['200 wide rows, existing', token, 5n, wideRowsOf(recipients, unit), 2],
    ['200 equal rows, existing', token, 8n, equalRowsOf(recipients, unit), 4],
    ['200 rows, fresh, by the token', token, 9n, rowsOf(others, unit), 8],
    ['200 rows, existing, by the token', token, 10n, rowsOf(others, unit), 8],
    ['200 rows, fresh, OpenZeppelin token', peer, 6n, rowsOf(recipients, unit), 0],
    ['200 rows, existing, OpenZeppelin token', peer, 7n, rowsOf(recipients, unit), 0],
  ]) {
    const { gas: used } = await pay(of, batch, rows, flags);
    gas[`payout: ${label}, in all`] = used;
    gas[`payout: ${label}, each`] = Math.round(used / 200);
  }

  // Drops: without a table of sub-roots, and with one of 512
  const claimants = people.slice(1, 4);
  const tree = threeOfManyLeaves(claimants, 100n * unit);
  const dropFactory = await create2('DropFactory');
  gas['drop factory: deploy'] = dropFactory.used;
  for (const [label, of, table] of [['', token, []], [', OpenZeppelin token', peer, []], [', 512 sub-roots', token, tree.table], [', 512 sub-roots, OpenZeppelin token', peer, tree.table]]) {
    await erc20(of, 'approve', [dropFactory.address, 2n ** 256n - 1n]);
    const created = await chain.send(admin, dropFactory.address, data('DropFactory', 'createMerkleDrop', [{
      token: of, owner: admin, root: tree.root, total: 1_000n * unit, count: 2n ** 18n, start: 0n, expiry: 4_000_000_000n, leafKind: 0,
      allowClaimFor: true, listHash: keccak256(toHex('list')), uri: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
    }, table, keccak256(toHex(`drop${label}`))]));
    gas[`drop: create${label}`] = created.gas;
    const drop = getAddress(`0x${created.logs.find((log) => log.topics.length === 4 && log.address === dropFactory.address.toLowerCase()).topics[1].slice(26)}`);
    await erc20(of, 'transfer', [claimants[2], unit]);
    for (const [i, state] of ['fresh, first in word', 'fresh, used word', 'existing, used word'].entries()) {
      const { account, amount, proof, short } = tree.rows[i];
      const call = data('MerkleDrop', 'claim', [amount, table.length > 0 ? short : proof]);
      gas[`drop: claim of 2^18, ${state}${label}`] = (await chain.send(account, drop, call)).gas;
    }
    for (const claimant of claimants) {
      const left = await chain.call(of, data('FixedToken', 'balanceOf', [claimant]));
      await erc20(of, 'transfer', [admin, BigInt(left)], claimant);
    }
  }

  await measureClaimable({ chain, gas, data, admin, claimants, tree, factory: await create2('ClaimableFactory', [factory]) });
  await measureVouchers({ chain, gas, data, erc20, admin, people, recipients, dropFactory, tokens: [['', token], [', OpenZeppelin token', peer]] });
  await measureCumulative({ chain, gas, data, erc20, admin, people, dropFactory, tokens: [['', token], [', OpenZeppelin token', peer]] });

  // Vesting and staking: the reward of a pool is another token of the same make
  const deployPeer = async () => (await chain.send(admin, undefined, encodeDeployData({ abi: peerToken.abi, bytecode: peerToken.bytecode, args: [supply] }))).address;
  const shared = { chain, gas, artifacts, create2, erc20, admin, people };
  await measureVesting({ ...shared, tokens: [['', token], [', OpenZeppelin token', peer]] });
  await measureStaking({ ...shared, tokens: [['', token, await createToken()], [', OpenZeppelin token', peer, await deployPeer()]] });

  // Sites
  const registry = await create2('SiteRegistry', [admin]);
  gas['site: deploy the registry'] = registry.used;
  const site = keccak256(encodeAbiParameters([{ type: 'uint8' }, { type: 'string' }], [0, 'website_123.com']));
  const registrySend = (functionName, args, from = admin) => chain.send(from, registry.address, data('SiteRegistry', functionName, args));
  gas['site: link, first of a site'] = (await registrySend('link', [0, 'website_123.com', token, true])).gas;
  gas['site: link, second token'] = (await registrySend('link', [0, 'website_123.com', peer, false])).gas;
  gas['site: link, second owner'] = (await registrySend('link', [0, 'website_123.com', token, true], people[0])).gas;
  await registrySend('grantRoles', [admin, 1n]);
  gas['site: attest, first'] = (await registrySend('attest', [site, admin, 0, run, 4_000_000_000n])).gas;
  gas['site: attest, renewed'] = (await registrySend('attest', [site, admin, 0, tree.root, 4_000_000_001n])).gas;
  gas['site: revoke'] = (await registrySend('revoke', [site, admin])).gas;
  return gas;
}

const dropIn = (receipt, factory) =>
  getAddress(`0x${receipt.logs.find((log) => log.topics.length >= 3 && log.address === factory.toLowerCase()).topics[1].slice(26)}`);

/** Tokens that give themselves out, without a table of sub-roots and with one of 512. */
async function measureClaimable({ chain, gas, data, admin, claimants, tree, factory }) {
  gas['claimable factory: deploy'] = factory.used;
  const p = { kind: 0, form: 1, decimals: 18, owner: admin, supply, limit: 0n, name: 'WebsiteCoin', symbol: 'WSC', description: '', rows: '0x' };
  const claims = {
    token: getAddress('0x0000000000000000000000000000000000000000'), owner: admin, root: tree.root, total: 1_000n * unit, count: 2n ** 18n, start: 0n, expiry: 4_000_000_000n, leafKind: 0,
    allowClaimFor: true, listHash: keccak256(toHex('list')), uri: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
  };
  for (const [label, kind, table] of [['', 0, []], [', 512 sub-roots', 0, tree.table], [', managed', 1, []], [', votes', 2, []]]) {
    const made = { ...p, kind, limit: kind === 1 ? supply : 0n };
    const created = await chain.send(admin, factory.address, data('ClaimableFactory', 'createToken', [made, claims, table, keccak256(toHex('claimable'))]));
    gas[`claimable token: create${label}`] = created.gas;
    const token = getAddress(created.logs[0].address);
    const call = async (from, functionName, args) => (await chain.send(from, token, data(functionName === 'transfer' ? 'FixedToken' : 'ClaimableToken', functionName, args))).gas;
    await call(admin, 'transfer', [claimants[1], unit]);
    for (const [i, state] of ['fresh', 'existing'].entries()) {
      const { account, amount, proof, short } = tree.rows[i];
      gas[`claimable token: claim of 2^18, ${state}${label}`] = await call(account, 'claim', [amount, table.length > 0 ? short : proof]);
    }
    gas[`claimable token: transfer, fresh${label}`] = await call(admin, 'transfer', [fresh(`claimable${label}`), unit]);
    gas[`claimable token: transfer, existing${label}`] = await call(admin, 'transfer', [fresh(`claimable${label}`), unit]);
  }
}

/** Vouchers: one by one, and 200 recipients by one signature. */
async function measureVouchers({ chain, gas, data, erc20, admin, people, recipients, dropFactory, tokens }) {
  const signer = privateKeyToAccount(keccak256(toHex('signer')));
  for (const [label, of] of tokens) {
    const created = await chain.send(admin, dropFactory.address, data('DropFactory', 'createVoucherDrop', [{
      token: of, owner: admin, signer: signer.address, budget: 100_000n * unit, total: 100_000n * unit, start: 0n, expiry: 4_000_000_000n, uri: '',
    }, keccak256(toHex(`vouchers${label}`))]));
    gas[`voucher drop: create${label}`] = created.gas;
    const drop = dropIn(created, dropFactory.address);
    const domain = { name: 'Bursar VoucherDrop', version: '1', chainId: 31_337, verifyingContract: drop };
    const window = [{ name: 'nonce', type: 'uint256' }, { name: 'start', type: 'uint64' }, { name: 'expiry', type: 'uint64' }];
    const rest = { start: 0n, expiry: 3_000_000_000n };
    const claim = async (account, nonce) => {
      const message = { account, amount: unit, nonce, ...rest };
      const types = { Voucher: [{ name: 'account', type: 'address' }, { name: 'amount', type: 'uint256' }, ...window] };
      const { r, yParityAndS: vs } = signatureToCompactSignature(parseSignature(await signer.signTypedData({ domain, types, primaryType: 'Voucher', message })));
      return (await chain.send(people[9], drop, data('VoucherDrop', 'claim', [message, r, vs]))).gas;
    };
    gas[`voucher: claim, fresh, first in word${label}`] = await claim(fresh('voucher 0'), 0n);
    gas[`voucher: claim, fresh, used word${label}`] = await claim(fresh('voucher 1'), 1n);
    gas[`voucher: claim, existing, used word${label}`] = await claim(fresh('voucher 1'), 2n);
    const some = recipients.map((_, i) => fresh(`voucher recipient ${i}`));
    for (const [state, nonce] of [['fresh', 3n], ['existing', 4n]]) {
      const rows = rowsOf(some, unit);
      const types = { VoucherBatch: [{ name: 'rows', type: 'bytes' }, ...window] };
      const signed = await signer.signTypedData({ domain, types, primaryType: 'VoucherBatch', message: { rows, nonce, ...rest } });
      const { r, yParityAndS: vs } = signatureToCompactSignature(parseSignature(signed));
      const { gas: used } = await chain.send(people[9], drop, data('VoucherDrop', 'claimBatch', [rows, nonce, rest.start, rest.expiry, r, vs]));
      gas[`voucher: batch of 200, ${state}, in all${label}`] = used;
      gas[`voucher: batch of 200, ${state}, each${label}`] = Math.round(used / 200);
    }
  }
}

/** A programme: its first list and a later one, with claims of 2^18 leaves by proofs of 18 nodes and by shorter ones. */
async function measureCumulative({ chain, gas, data, erc20, admin, people, dropFactory, tokens }) {
  const claimants = people.slice(4, 7);
  for (const [label, of] of tokens) {
    for (const upper of [0, 6]) {
      const with_ = `${upper === 0 ? '' : `, ${2 ** upper} sub-roots`}${label}`;
      const created = await chain.send(admin, dropFactory.address, data('DropFactory', 'createCumulativeDrop', [{
        owner: admin, window: 1n, expiry: 4_000_000_000n, allowClaimFor: true, watchers: [people[10]], uri: '',
      }, [{ token: of, amount: 10_000n * unit }], keccak256(toHex(`programme${with_}`))]));
      gas[`cumulative drop: create${with_}`] = created.gas;
      const drop = dropIn(created, dropFactory.address);
      const activate = async (tree, total) => {
        const proposal = { subRoots: upper === 0 ? [tree.root] : tree.table, totals: [{ token: of, amount: total }], listHash: keccak256(toHex('list')), uri: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi' };
        const proposed = (await chain.send(admin, drop, data('CumulativeDrop', 'propose', [proposal]))).gas;
        await chain.rpc('evm_increaseTime', 2);
        return [proposed, (await chain.send(people[9], drop, data('CumulativeDrop', 'activate', [proposal]))).gas];
      };
      const treeOf = (amount) => threeOfManyLeaves(claimants, amount, { leaf: cumulativeLeafOf(of), upper: upper || 9 });
      const claim = async (tree, i) => {
        const { account, amount, short, proof, number } = tree.rows[i];
        const call = upper === 0 ? [of, amount, 0n, proof] : [of, amount, number, short.slice(0, -1)];
        return (await chain.send(account, drop, data('CumulativeDrop', 'claim', call))).gas;
      };
      const first = treeOf(100n * unit);
      [gas[`cumulative: propose, first list${with_}`], gas[`cumulative: activate, first list${with_}`]] = await activate(first, 300n * unit);
      gas[`cumulative: claim of 2^18, fresh${with_}`] = await claim(first, 0);
      await erc20(of, 'transfer', [claimants[1], unit]);
      gas[`cumulative: claim of 2^18, existing${with_}`] = await claim(first, 1);
      const second = treeOf(250n * unit);
      [gas[`cumulative: propose, later list${with_}`], gas[`cumulative: activate, later list${with_}`]] = await activate(second, 750n * unit);
      gas[`cumulative: claim of 2^18, repeat${with_}`] = await claim(second, 0);
      for (const claimant of claimants) {
        const left = await chain.call(of, data('FixedToken', 'balanceOf', [claimant]));
        await erc20(of, 'transfer', [admin, BigInt(left)], claimant);
      }
    }
  }
}

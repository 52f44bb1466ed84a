// What tokens cost: creating them in each kind and form, moving them, and putting first holders into code.
import { concat, decodeEventLog, encodeAbiParameters, encodeFunctionData, getAddress, keccak256, pad, toHex, zeroHash } from 'viem';

const unit = 10n ** 18n;
const supply = 1_000_000_000n * unit;
const fresh = (label) => getAddress(`0x${keccak256(toHex(label)).slice(26)}`);
const kinds = { Fixed: 0, Managed: 1, Votes: 2, Genesis: 3 };
const forms = { clone: 0, direct: 1 };

/** Rows of 32 bytes, ascending by account. */
const tableOf = (accounts, amount) => [...accounts].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  .map((to) => concat([to, pad(toHex(amount), { size: 12 })]));

/** The hash chain of a list of tables: [genesis hash, what comes after each table]. */
function chained(tables) {
  const rest = [];
  let after = zeroHash;
  for (const table of [...tables].reverse()) {
    rest.unshift(after);
    after = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], [keccak256(table), after]));
  }
  return [after, rest];
}

/** Adds rows to `gas`; returns the factory, the direct FixedToken whose supply the admin has, and how to make more of them. */
export async function measureTokens(chain, artifacts, gas, create2, admin, people) {
  const factory = await create2('TokenFactory');
  gas['token factory: deploy'] = factory.used;
  let salt = 0;
  const create = async (kind, form, more = {}, owner = admin) => {
    const p = {
      kind: kinds[kind], form: forms[form], decimals: 18, owner, supply, limit: kind === 'Managed' ? 2n * supply : 0n,
      name: 'WebsiteCoin', symbol: 'WSC', description: '', rows: '0x', ...more,
    };
    const data = encodeFunctionData({ abi: artifacts.TokenFactory.abi, functionName: 'createToken', args: [p, pad(toHex(++salt))] });
    const { gas: used, logs } = await chain.send(admin, factory.address, data);
    const events = logs.filter((log) => getAddress(log.address) === factory.address);
    const { args } = decodeEventLog({ abi: artifacts.TokenFactory.abi, ...events[0] });
    return { used, address: args.token };
  };
  const call = async (to, functionName, args, from = admin) => (await chain.send(from, to, encodeFunctionData({ abi: artifacts.GenesisToken.abi, functionName, args }))).gas;
  const move = async (label, token, from = admin) => {
    gas[`${label}: transfer, fresh`] = await call(token, 'transfer', [fresh(label), unit], from);
    gas[`${label}: transfer, existing`] = await call(token, 'transfer', [fresh(label), unit], from);
  };

  const clone = await create('Fixed', 'clone');
  gas['token: create a clone, first token of all'] = clone.used;
  gas['token: create a clone, second of an owner'] = (await create('Fixed', 'clone')).used;
  gas['token: create a clone, third of an owner'] = (await create('Fixed', 'clone')).used;
  gas['token: create a clone, first of another owner'] = (await create('Fixed', 'clone', {}, people[0])).used;
  gas['token: create a clone with a description'] = (await create('Fixed', 'clone', { description: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi' })).used;
  const token = await create('Fixed', 'direct');
  gas['token: create directly'] = token.used;
  gas['token: create directly, managed'] = (await create('Managed', 'direct')).used;
  gas['token: create a clone, managed'] = (await create('Managed', 'clone')).used;
  gas['token: create directly, votes'] = (await create('Votes', 'direct')).used;

  gas['token: first transfer of the first holder'] = await call(token.address, 'transfer', [fresh('first'), unit]);
  await move('token', token.address);
  gas['token: approve'] = await call(token.address, 'approve', [people[0], 10n * unit]);
  gas['token: transferFrom, finite, existing'] = await call(token.address, 'transferFrom', [admin, fresh('token'), unit], people[0]);

  gas['clone: first transfer of the first holder'] = await call(clone.address, 'transfer', [fresh('first'), unit]);
  await move('clone', clone.address);
  gas['clone: approve'] = await call(clone.address, 'approve', [people[0], 10n * unit]);
  gas['clone: transferFrom, finite, existing'] = await call(clone.address, 'transferFrom', [admin, fresh('clone'), unit], people[0]);

  const managed = await create('Managed', 'direct');
  await call(managed.address, 'transfer', [fresh('first'), unit]);
  await move('managed', managed.address);
  const managedClone = await create('Managed', 'clone');
  await call(managedClone.address, 'transfer', [fresh('first'), unit]);
  await move('managed clone', managedClone.address);

  const votes = await create('Votes', 'direct');
  await call(votes.address, 'transfer', [people[2], 1000n * unit]);
  await move('votes, nobody delegates', votes.address, people[2]);
  gas['votes: delegate to oneself'] = await call(votes.address, 'delegate', [admin]);
  await call(votes.address, 'transfer', [people[3], 1000n * unit]);
  await move('votes, the sender delegates', votes.address);

  // First holders in code
  const holders = Array.from({ length: 200 }, (_, i) => fresh(`holder ${i}`));
  const inOne = await create('Fixed', 'clone', { rows: concat(tableOf([...holders, admin], unit)), supply: 201n * unit });
  gas['genesis: a clone with 201 first holders, in all'] = inOne.used;
  gas['genesis: a clone with 201 first holders, each'] = Math.round(inOne.used / 201);
  const direct = await create('Fixed', 'direct', { rows: concat(tableOf([...holders, ...people.slice(0, 1)], unit)), supply: 201n * unit });
  gas['genesis: directly with 201 first holders, each'] = Math.round(direct.used / 201);
  gas['genesis: first transfer of a first holder of 201'] = await call(direct.address, 'transfer', [fresh('first of 201'), unit / 2n], people[0]);

  const many = [...Array.from({ length: 2 * 767 - 1 }, (_, i) => fresh(`of many ${i}`)), people[1]];
  const rows = tableOf(many, unit);
  const tables = [concat(rows.slice(0, 767)), concat(rows.slice(767))];
  const [hash, rest] = chained(tables);
  const keys = tables.map((table) => table.slice(0, 42));
  const drop = await create('Genesis', 'direct', { rows: concat([hash, ...keys]), supply: BigInt(many.length) * unit });
  gas['genesis: create, two tables'] = drop.used;
  let sum = drop.used;
  for (const [i, table] of tables.entries()) {
    const used = await call(drop.address, 'addTable', [BigInt(i), table, rest[i]]);
    gas[`genesis: add table ${i} of 767 rows`] = used;
    sum += used;
  }
  gas['genesis: two tables of 767 rows, each recipient'] = Math.round(sum / many.length);
  gas['genesis: first transfer of a first holder of 1534'] = await call(drop.address, 'transfer', [fresh('first of many'), unit / 4n], people[1]);
  gas['genesis: second transfer, fresh'] = await call(drop.address, 'transfer', [fresh('second of many'), unit / 4n], people[1]);

  const alone = tableOf(holders, unit);
  const [oneHash, oneRest] = chained([concat(alone)]);
  const small = await create('Genesis', 'clone', { rows: concat([oneHash, alone[0].slice(0, 42)]), supply: 200n * unit });
  const added = await call(small.address, 'addTable', [0n, concat(alone), oneRest[0]]);
  gas['genesis: a clone with one table of 200, each recipient'] = Math.round((small.used + added) / 200);
  const createToken = async () => {
    const { address } = await create('Fixed', 'direct');
    await call(address, 'transfer', [fresh('first'), unit]);
    return address;
  };
  return { token: token.address, factory: factory.address, createToken };
}

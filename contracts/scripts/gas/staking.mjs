// What staking costs: one reward or two, the stake itself as the reward, locks, cooldowns, votes, NFTs.
import { encodeFunctionData, getAddress, keccak256, toHex } from 'viem';

const unit = 10n ** 18n;
const most = 2n ** 256n - 1n;
const free = [{ lock: 0, weight: 1 }];

/** Adds rows to `gas`; `tokens` are a label, what is staked and what is the reward, of both of which the admin has plenty. */
export async function measureStaking({ chain, gas, artifacts, create2, erc20, admin, people, tokens }) {
  const { abi } = artifacts.StakingPool;
  const factory = await create2('StakingFactory');
  gas['staking factory: deploy'] = factory.used;
  const send = async (from, to, functionName, args) => (await chain.send(from, to, encodeFunctionData({ abi, functionName, args }))).gas;
  const wait = (seconds) => chain.rpc('evm_increaseTime', seconds);
  let salt = 0;
  const create = async (label, p) => {
    const args = [{ owner: admin, tiers: free, cooldown: 0, votes: false, uri: '', ...p }, [], keccak256(toHex(`pool ${++salt}`))];
    const made = await chain.send(admin, factory.address, encodeFunctionData({ abi: artifacts.StakingFactory.abi, functionName: 'createStakingPool', args }));
    if (label !== undefined) gas[`staking: create a pool${label}`] = made.gas;
    const pool = getAddress(`0x${made.logs.find((log) => log.address === factory.address.toLowerCase()).topics[1].slice(26)}`);
    for (const [index, token] of p.rewards.entries()) {
      await erc20(token, 'approve', [pool, most]);
      const used = await send(admin, pool, 'fund', [BigInt(index), 1_000_000n * unit, 31_536_000n]);
      if (label !== undefined) gas[`staking: fund the first period${label}`] = used;
    }
    return pool;
  };
  const enter = async (pool, of, accounts) => {
    for (const account of accounts) {
      await erc20(of, 'transfer', [account, 1_000n * unit]);
      await erc20(of, 'approve', [pool, most], account);
    }
  };
  for (const [label, of, reward] of tokens) {
    const pool = await create(label, { token: of, rewards: [reward] });
    await enter(pool, of, people.slice(0, 4));
    await wait(1000); // nobody earns that
    gas[`staking: stake, first of a pool${label}`] = await send(people[0], pool, 'stake', [100n * unit, 0n]);
    await wait(1000);
    gas[`staking: stake, new${label}`] = await send(people[1], pool, 'stake', [100n * unit, 0n]);
    await wait(1000);
    gas[`staking: stake, again${label}`] = await send(people[1], pool, 'stake', [100n * unit, 0n]);
    await wait(1000);
    gas[`staking: withdraw${label}`] = await send(people[1], pool, 'withdraw', [50n * unit, 0n]);
    await wait(1000);
    gas[`staking: claim, fresh${label}`] = await send(people[1], pool, 'claim', [0n]);
    await wait(1000);
    gas[`staking: claim, existing${label}`] = await send(people[1], pool, 'claim', [0n]);
    await wait(1000);
    gas[`staking: exit${label}`] = await send(people[1], pool, 'exit', [0n]);
    gas[`staking: exit without rewards${label}`] = await send(people[0], pool, 'exitWithoutRewards', [0n]);

    const mixed = await create(undefined, { token: of, rewards: [of] });
    await enter(mixed, of, people.slice(0, 2));
    await wait(1000);
    await send(people[0], mixed, 'stake', [100n * unit, 0n]);
    await wait(1000);
    gas[`staking, stake and reward alike: stake, new${label}`] = await send(people[1], mixed, 'stake', [100n * unit, 0n]);
    await wait(1000);
    gas[`staking, stake and reward alike: exit${label}`] = await send(people[1], mixed, 'exit', [0n]);
  }

  const [, of, reward] = tokens[0];
  const two = await create(undefined, { token: of, rewards: [of, reward] });
  await enter(two, of, people.slice(0, 2));
  await wait(1000);
  await send(people[0], two, 'stake', [100n * unit, 0n]);
  await wait(1000);
  gas['staking, two rewards: stake, new'] = await send(people[1], two, 'stake', [100n * unit, 0n]);
  await wait(1000);
  gas['staking, two rewards: claim'] = await send(people[1], two, 'claim', [0n]);
  const slow = await create(undefined, { token: of, rewards: [reward], tiers: [{ lock: 100, weight: 2 }], cooldown: 100 });
  await enter(slow, of, people.slice(0, 2));
  await wait(1000);
  await send(people[0], slow, 'stake', [100n * unit, 0n]);
  await wait(1000);
  gas['staking, lock and cooldown: stake, new'] = await send(people[1], slow, 'stake', [100n * unit, 0n]);
  await wait(1000);
  gas['staking, lock and cooldown: withdraw'] = await send(people[1], slow, 'withdraw', [100n * unit, 0n]);
  await wait(1000);
  gas['staking, lock and cooldown: collect'] = await send(people[1], slow, 'collect', []);
}

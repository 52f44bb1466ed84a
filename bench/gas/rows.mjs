// The table: what is compared with what. `ours` is a row of contracts/snapshots/gas.json, measured anew; `peers` are rows of peers.mjs, or figures
// that are quoted because the peer is not on npm.

/**
 * Peers that are not on npm, measured once: `gasUsed` in receipts on anvil 1.7.1 (osaka), solc 0.8.37, unlimited allowances, recipients claim for
 * themselves; with OpenZeppelin's ERC20 5.7.0 (a transfer of 51,625 / 34,525) unless another token is named. Three figures of a claim: a fresh recipient with
 * the first mark in a word, a fresh one with a later mark, and one that has a balance.
 */
export const quoted = {
  'GasliteDrop with Bytecode20': { source: 'gaslite-core GasliteDrop, a token written in bytecode', gas: [25_251, 8_151] },
  'GasliteDrop': { source: 'gaslite-core GasliteDrop', gas: [26_144, 9_044] },
  'Disperse': { source: 'banteg/disperse', gas: [26_753, 9_653] },
  '1inch SignatureMerkleDrop128': { source: '1inch/merkle-distribution', gas: [91_345, 74_197, 57_145] },
  'Uniswap MerkleDistributor': { source: 'Uniswap/merkle-distributor', gas: [96_269, 79_145, 62_057] },
  'ZKsync MerkleDistributor': { source: 'ZKsync Association zk-governance', gas: [98_340, 81_230, 64_128] },
  'Sablier MerkleInstant': { source: 'sablier-labs/airdrops', gas: [109_288, 92_203, 75_088] },
  '1inch CumulativeMerkleDrop128': { source: '1inch/merkle-distribution', gas: [89_834, 72_744, 55_642] },
  'Bytecode20': { source: 'a token written in bytecode', gas: [50_737, 33_637] },
  'Gaslite vesting': { source: 'gaslite-core GasliteVest', gas: { create: 112_998, first: 86_820, later: 52_620 } },
  'Sablier Lockup 3.0.1': { source: 'sablier-labs/lockup', gas: { create: 194_674, batch: 151_102, first: 110_818, later: 93_718 } },
  'Sablier Lockup 4.0.1': { source: 'sablier-labs/lockup', gas: { create: 218_167, batch: 174_844, first: 113_294, later: 96_194 } },
  'Hedgey': { source: 'hedgey-finance TokenVestingPlans', gas: { create: 409_933, batch: 365_762, first: 87_300, later: 70_200 } },
  'Synthetix StakingRewards': { source: 'Synthetixio/synthetix', gas: { new: 137_736, again: 89_281, withdraw: 84_584, fresh: 90_740, existing: 76_432, exit: 101_970 } },
  'Sushi MasterChefV2': { source: 'sushiswap/sushiswap', gas: { new: 129_153, again: 94_953, withdraw: 92_382, fresh: 110_225, existing: 93_125 } },
  'thirdweb TokenERC20': { source: 'thirdweb TWFactory, deployProxy', gas: [750_479] },
};

const claims = ['fresh, first in word', 'fresh, used word', 'existing, used word'];
const states = ['fresh', 'existing'];
const of = (name, at) => ({ name, gas: quoted[name].gas[at] });
const those = (names, at) => names.map((name) => of(name, at)).filter(({ gas }) => gas !== undefined);
const vesting = ['Gaslite vesting', 'Sablier Lockup 3.0.1', 'Sablier Lockup 4.0.1', 'Hedgey'];
const staking = ['Synthetix StakingRewards', 'Sushi MasterChefV2'];

/**
 * Floors come from the schedule of gas alone, without one step of a program: the transaction, its calldata, storage and logs, and the bytes of code. Of a
 * payout: 22,100 for a fresh balance (5,000 for another), 1,756 for the log, 451 for 32 bytes of calldata, and (21,000 + 5,000) / 200 of what 200
 * rows share. Of a first holder in code: 6,400 for 32 bytes of code, the log and the calldata.
 */
export const rows = [
  ...states.map((state, i) => ({
    name: `payout-${state}`, what: `payout to 200, each, ${state}`, ours: `payout: 200 rows, ${state}, by the token, each`,
    atMost: [25_000, 7_900][i], peers: [of('GasliteDrop with Bytecode20', i)], floor: [24_437, 7_337][i],
  })),
  ...states.map((state, i) => ({
    name: `payout-oz-${state}`, what: `payout to 200, each, ${state}, OpenZeppelin token`, ours: `payout: 200 rows, ${state}, OpenZeppelin token, each`,
    below: [26_144, 9_044][i], peers: [of('GasliteDrop', i), of('Disperse', i), { name: 'thirdweb Airdrop', measured: `thirdweb: push to 200, ${state}, each` }], floor: [24_760, 7_660][i],
  })),
  ...claims.map((state, i) => ({
    name: `claim-${i}`, what: `Merkle claim of 2^18, ${state}, inside the token`, ours: `claimable token: claim of 2^18, ${states[+(i > 1)]}`,
    atMost: [84_000, 67_000, 50_000][i], peers: [of('1inch SignatureMerkleDrop128', i)], floor: [55_210, 55_210, 44_500][i],
  })),
  ...[['', 'a proof of 18'], [', 512 sub-roots', '512 sub-roots']].flatMap(([label, how]) => claims.map((state, i) => ({
    name: `claim-oz-${label ? 'short-' : ''}${i}`, what: `Merkle claim of 2^18, ${state}, OpenZeppelin token, ${how}`, ours: `drop: claim of 2^18, ${state}${label}, OpenZeppelin token`,
    below: [91_345, 74_197, 57_145][i], peers: ['1inch SignatureMerkleDrop128', 'Uniswap MerkleDistributor', 'ZKsync MerkleDistributor', 'Sablier MerkleInstant'].map((name) => of(name, i)),
    floor: [84_910, 67_910, 50_710][i],
  }))),
  ...[['', ''], ['-oz', ', OpenZeppelin token']].flatMap(([label, token]) => ['fresh', 'existing', 'repeat'].map((state, i) => ({
    name: `cumulative${label}-${state}`, what: `cumulative claim of 2^18, ${state}, 64 sub-roots${token}`, ours: `cumulative: claim of 2^18, ${state}, 64 sub-roots${token}`,
    below: [89_834, 72_744, 55_642][i],
    peers: [of('1inch CumulativeMerkleDrop128', i), ...(i < 2 ? [{ name: 'thirdweb Airdrop', measured: `thirdweb: claim of 2^18, ${state}` }] : [])],
  }))),
  ...[['', ''], ['-oz', ', OpenZeppelin token']].flatMap(([suffix, token]) => [
    // Each of thirdweb's requests has a mark of its own, so the first in a word is what compares with it.
    ...[['fresh', 'fresh, first in word'], ['used', 'fresh, used word'], ['existing', 'existing, used word']].map(([label, state], i) => ({
      name: `voucher${suffix}-${label}`, what: `voucher, ${state}${token}`, ours: `voucher: claim, ${state}${token}`,
      below: suffix ? undefined : [90_000, 73_000][i], peers: [{ name: 'thirdweb Airdrop', measured: `thirdweb: signed request of one, ${i < 2 ? 'fresh' : 'existing'}` }],
    })),
    ...states.map((state, i) => ({
      name: `vouchers${suffix}-${state}`, what: `vouchers of 200, each, ${state}${token}`, ours: `voucher: batch of 200, ${state}, each${token}`,
      below: [27_500, 10_500][i], peers: [{ name: 'thirdweb Airdrop', measured: `thirdweb: signed request of 200, ${state}, each` }],
    })),
  ]),
  ...[['clone', 'a clone with 201 first holders'], ['direct', 'directly with 201 first holders'], ['tables', 'two tables of 767 rows']].map(([label, how]) => ({
    name: `genesis-${label}`, what: `first holders in code, each, ${how}`, ours: `genesis: ${how}, each${label === 'tables' ? ' recipient' : ''}`,
    below: 10_000, peers: [of('GasliteDrop with Bytecode20', 0)], floor: 8_607,
  })),
  ...states.map((state, i) => ({
    name: `transfer-${state}`, what: `transfer, ${state}`, ours: `token: transfer, ${state}`,
    below: [51_097, 33_997][i], peers: [of('Bytecode20', i), ...['Solady', 'OpenZeppelin', 'OpenZeppelin, permit'].map((name) => ({ name, measured: `${name}: transfer, ${state}` }))], floor: [50_584, 33_484][i],
  })),
  ...states.map((state, i) => ({
    name: `transfer-votes-${state}`, what: `transfer, ${state}, votes, nobody delegates`, ours: `votes, nobody delegates: transfer, ${state}`,
    below: [51_097, 33_997][i], peers: [{ name: 'OpenZeppelin, permit and votes', measured: `OpenZeppelin, permit and votes: transfer, ${state}` }], floor: [50_584, 33_484][i],
  })),
  ...states.map((state) => ({
    name: `transfer-delegating-${state}`, what: `transfer, ${state}, votes, the sender delegates`, ours: `votes, the sender delegates: transfer, ${state}`,
    peers: [{ name: 'OpenZeppelin, permit and votes', measured: `OpenZeppelin, permit and votes, the sender delegates: transfer, ${state}` }],
  })),
  ...states.map((state) => ({
    name: `transfer-managed-${state}`, what: `transfer, ${state}, a token that can be paused`, ours: `managed: transfer, ${state}`,
    peers: [{ name: 'OpenZeppelin, pause', measured: `OpenZeppelin, pause: transfer, ${state}` }],
  })),
  ...states.map((state) => ({
    name: `transfer-clone-${state}`, what: `transfer, ${state}, clone`, ours: `clone: transfer, ${state}`,
    peers: ['OpenZeppelin clone', 'OpenZeppelin clone, permit'].map((name) => ({ name, measured: `${name}: transfer, ${state}` })),
  })),
  ...[['first', 'first token of all'], ['next', 'second of an owner']].map(([label, how]) => ({
    name: `clone-${label}`, what: `create a clone and list it, ${how}`, ours: `token: create a clone, ${how}`,
    below: 120_000, peers: [of('thirdweb TokenERC20', 0), ...['OpenZeppelin clone', 'OpenZeppelin clone, permit'].map((name) => ({ name, measured: `${name}: create` }))], floor: 74_540,
  })),
  {
    name: 'deploy', what: 'create a fixed token with code of its own', ours: 'token: create directly',
    below: 900_000, peers: ['OpenZeppelin, permit', 'OpenZeppelin, permit and votes'].map((name) => ({ name, measured: `${name}: deploy` })),
  },
  ...[['', ''], ['-oz', ', OpenZeppelin token']].flatMap(([suffix, token]) => [
    ...[['create', 'create', 100_000], ['batch', 'batch of 50, each', 60_000], ['first', 'withdraw, first', 75_000], ['later', 'withdraw, later', 55_000]].map(([at, row, atMost]) => ({
      name: `vesting${suffix}-${at}`, what: `vesting: ${row}${token}`, ours: `vesting: ${row}${token}`, atMost, peers: those(vesting, at),
    })),
    // The peers' figures come out of Synthetix' published bytecode (npm synthetix, mainnet) under these conditions, to within 0.3 %: each account has staked, staked again and
    // withdrawn before it claims; "fresh" has none of the reward token yet, "existing" has some and claimed before; the exit comes after both claims. Ours are measured in the
    // same order. A fresh claim writes a new balance in the token, 17,100 more than another: the transaction, that transfer, the pool's log, one word of the position and one
    // of the pool alone cost 61,400, before any step of either program.
    ...[['new', 'stake, new', 85_000, 'first stake of an account, others are there'], ['again', 'stake, again', 65_000, 'a further stake'], ['withdraw', 'withdraw', 62_000, 'withdraw a part'],
      ['fresh', 'claim, fresh', 70_000, 'claim, the account has none of the reward token'], ['existing', 'claim, existing', 52_000, 'claim, it has some'],
      ['exit', 'exit', 75_000, 'exit after claims']].map(([at, row, atMost, condition]) => ({
      name: `staking${suffix}-${at}`, what: `staking: ${condition}${token}`, ours: `staking: ${row}${token}`, atMost, peers: those(staking, at),
    })),
  ]),
];

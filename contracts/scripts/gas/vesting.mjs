// What vesting costs: opening schedules one by one and in batches, out of boxes, withdrawing, revoking, delegating.
import { encodeFunctionData, getAddress, keccak256, toHex, zeroAddress } from 'viem';

const unit = 10n ** 18n;
const line = 1n << 255n;
const point = (time, amount, flags = 0n) => flags | (BigInt(time) << 128n) | amount;
const fresh = (label) => getAddress(`0x${keccak256(toHex(label)).slice(26)}`);

/** Adds rows to `gas`. */
export async function measureVesting({ chain, gas, artifacts, create2, erc20, admin, people, tokens }) {
  const { abi } = artifacts.VestingVault;
  const vault = await create2('VestingVault');
  gas['vesting vault: deploy'] = vault.used;
  const [recipient, other] = people;
  const send = async (from, functionName, args) => (await chain.send(from, vault.address, encodeFunctionData({ abi, functionName, args }))).gas;
  const wait = (seconds) => chain.rpc('evm_increaseTime', seconds);
  // Times are part of the calldata, so they are the same at every run.
  let start = 2_000_000_000;
  for (const [label, of] of tokens) {
    start += 100_000_000;
    await chain.rpc('evm_setNextBlockTimestamp', start);
    const year = 31_536_000;
    // A quarter at the cliff after a year, the rest in a line over three more.
    const points = [point(start + year, 250n * unit), point(start + 4 * year, 1_000n * unit, line)];
    const schedule = (salt, more = {}) => ({ token: of, recipient, revoker: zeroAddress, points, salt: keccak256(toHex(salt)), ...more });
    await erc20(of, 'approve', [vault.address, 2n ** 256n - 1n]);
    gas[`vesting: create, first of a token${label}`] = await send(admin, 'create', [[schedule('first')]]);
    gas[`vesting: create${label}`] = await send(admin, 'create', [[schedule('single', { revoker: admin })]]);
    const batch = await send(admin, 'create', [Array.from({ length: 50 }, (_, i) => schedule(`batch ${i}`, { recipient: fresh(`vested ${i}`) }))]);
    gas[`vesting: batch of 50, in all${label}`] = batch;
    gas[`vesting: batch of 50, each${label}`] = Math.round(batch / 50);
    const monthly = Array.from({ length: 48 }, (_, i) => point(start + (i + 1) * 2_628_000, (BigInt(i) + 1n) * unit));
    gas[`vesting: create, 48 steps${label}`] = await send(admin, 'create', [[schedule('monthly', { points: monthly })]]);
    const boxed = schedule('boxed', { recipient: other });
    const box = getAddress(`0x${(await chain.call(vault.address, encodeFunctionData({ abi, functionName: 'boxOf', args: [boxed] }))).slice(26)}`);
    await erc20(of, 'transfer', [box, 1_000n * unit]);
    gas[`vesting: open out of a box${label}`] = await send(admin, 'open', [boxed]);

    await wait(2 * year);
    gas[`vesting: withdraw, first${label}`] = await send(recipient, 'withdraw', [schedule('first')]);
    await wait(year / 2);
    gas[`vesting: withdraw, later${label}`] = await send(recipient, 'withdraw', [schedule('first')]);
    gas[`vesting: withdraw, first, out of a box${label}`] = await send(other, 'withdraw', [boxed]);
    gas[`vesting: withdraw, 48 steps${label}`] = await send(recipient, 'withdraw', [schedule('monthly', { points: monthly })]);
    gas[`vesting: revoke${label}`] = await send(admin, 'revoke', [schedule('single', { revoker: admin })]);
    gas[`vesting: reassign, by both${label}`] = await reassign(schedule('first'));
    for (const account of people.slice(0, 2)) {
      const left = await chain.call(of, encodeFunctionData({ abi: artifacts.FixedToken.abi, functionName: 'balanceOf', args: [account] }));
      await erc20(of, 'transfer', [admin, BigInt(left)], account);
    }
  }

  async function reassign(schedule) {
    const id = await chain.call(vault.address, encodeFunctionData({ abi, functionName: 'idOf', args: [schedule] }));
    const message = { id, to: other, deadline: 2n ** 64n };
    const typed = {
      domain: { name: 'Bursar VestingVault', version: '1', chainId: 31_337, verifyingContract: vault.address },
      types: {
        EIP712Domain: [{ name: 'name', type: 'string' }, { name: 'version', type: 'string' }, { name: 'chainId', type: 'uint256' }, { name: 'verifyingContract', type: 'address' }],
        Reassign: [{ name: 'id', type: 'bytes32' }, { name: 'to', type: 'address' }, { name: 'deadline', type: 'uint256' }],
      },
      primaryType: 'Reassign',
      message: { ...message, deadline: message.deadline.toString() },
    };
    const signature = await chain.rpc('eth_signTypedData_v4', other, typed);
    return send(schedule.recipient, 'reassign', [schedule, other, message.deadline, '0x', signature]);
  }
}

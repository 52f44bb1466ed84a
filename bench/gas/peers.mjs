// The peers that are on npm, deployed and used: the same transactions that contracts/scripts/gas sends to ours.
import { threeOfManyLeaves } from '../../contracts/scripts/gas/proofs.mjs';
import { require } from '../peers/rows.mjs';
import { compilePeers } from './compile.mjs';

const { encodeDeployData, encodeFunctionData, encodePacked, getAddress, keccak256, toHex } = require('viem');
const { privateKeyToAccount } = require('viem/accounts');

const unit = 10n ** 18n;
const supply = 1_000_000_000n * unit;
const unlimited = 2n ** 256n - 1n;
const fresh = (label) => getAddress(`0x${keccak256(toHex(label)).slice(26)}`);

// What OpenZeppelin's and Solady's parts leave open is filled in as their documentation shows.
const tokens = `pragma solidity ^0.8.30;
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Pausable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Pausable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ERC20Upgradeable} from "@openzeppelin/contracts-upgradeable/token/ERC20/ERC20Upgradeable.sol";
import {ERC20PermitUpgradeable} from "@openzeppelin/contracts-upgradeable/token/ERC20/extensions/ERC20PermitUpgradeable.sol";
import {ERC20 as SoladyERC20} from "solady/src/tokens/ERC20.sol";

contract Plain is ERC20 {
    constructor(string memory name_, string memory symbol_, uint256 supply) ERC20(name_, symbol_) { _mint(msg.sender, supply); }
}
contract WithPermit is ERC20Permit {
    constructor(string memory name_, string memory symbol_, uint256 supply) ERC20(name_, symbol_) ERC20Permit(name_) { _mint(msg.sender, supply); }
}
contract WithVotes is ERC20Permit, ERC20Votes {
    constructor(string memory name_, string memory symbol_, uint256 supply) ERC20(name_, symbol_) ERC20Permit(name_) { _mint(msg.sender, supply); }
    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) { super._update(from, to, value); }
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) { return super.nonces(owner); }
}
contract Cloned is ERC20Upgradeable {
    function initialize(string memory name_, string memory symbol_, uint256 supply, address to) external initializer { __ERC20_init(name_, symbol_); _mint(to, supply); }
}
contract ClonedWithPermit is ERC20PermitUpgradeable {
    function initialize(string memory name_, string memory symbol_, uint256 supply, address to) external initializer {
        __ERC20_init(name_, symbol_);
        __ERC20Permit_init(name_);
        _mint(to, supply);
    }
}
contract WithPause is ERC20Pausable {
    constructor(string memory name_, string memory symbol_, uint256 supply) ERC20(name_, symbol_) { _mint(msg.sender, supply); }
}
contract CloneFactory {
    function create(Cloned token, bytes32 salt, string memory name, string memory symbol, uint256 supply) external {
        Cloned(Clones.cloneDeterministic(address(token), salt)).initialize(name, symbol, supply, msg.sender);
    }
    function addressOf(address token, bytes32 salt) external view returns (address) { return Clones.predictDeterministicAddress(token, salt); }
}
contract Solady is SoladyERC20 {
    string private _name;
    string private _symbol;
    constructor(string memory name_, string memory symbol_, uint256 supply) { _name = name_; _symbol = symbol_; _mint(msg.sender, supply); }
    function name() public view override returns (string memory) { return _name; }
    function symbol() public view override returns (string memory) { return _symbol; }
}`;

const airdrop = `pragma solidity ^0.8.11;
import {Airdrop} from "@thirdweb-dev/contracts/prebuilts/airdrop/Airdrop.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
contract Cloner {
    event Created(address indexed made);
    function clone(address target) external { emit Created(Clones.clone(target)); }
}`;

/** Creation code of the peers' tokens by name. */
const compileTokens = () => compilePeers(tokens, ['Plain', 'WithPermit', 'WithVotes', 'WithPause', 'Cloned', 'ClonedWithPermit', 'CloneFactory', 'Solady']);

/** Runs every peer and returns { name: gas }. */
export async function measurePeers(chain) {
  const compiled = compileTokens();
  const gas = {};
  const [admin, ...people] = (await chain.accounts()).map((account) => getAddress(account));
  const create = async ({ abi, bytecode }, args = []) => {
    const { gas: used, address } = await chain.send(admin, undefined, encodeDeployData({ abi, bytecode, args }));
    return { used, address: getAddress(address), send: async (functionName, given, from = admin) => chain.send(from, getAddress(address), encodeFunctionData({ abi, functionName, args: given })) };
  };
  const names = ['WebsiteCoin', 'WSC'];
  const move = async (label, token) => {
    await token.send('transfer', [fresh('first'), unit]);
    gas[`${label}: transfer, fresh`] = (await token.send('transfer', [fresh(label), unit])).gas;
    gas[`${label}: transfer, existing`] = (await token.send('transfer', [fresh(label), unit])).gas;
  };

  for (const [label, name] of [['OpenZeppelin', 'Plain'], ['OpenZeppelin, permit', 'WithPermit'], ['OpenZeppelin, permit and votes', 'WithVotes'], ['OpenZeppelin, pause', 'WithPause'], ['Solady', 'Solady']]) {
    const token = await create(compiled[name], [...names, supply]);
    gas[`${label}: deploy`] = token.used;
    await move(label, token);
    if (name === 'WithVotes') {
      await token.send('delegate', [admin]);
      await token.send('transfer', [fresh('delegating'), unit]);
      await move(`${label}, the sender delegates`, token);
    }
  }
  const factory = await create(compiled.CloneFactory);
  for (const [label, name] of [['OpenZeppelin clone', 'Cloned'], ['OpenZeppelin clone, permit', 'ClonedWithPermit']]) {
    const target = await create(compiled[name]);
    const salt = keccak256(toHex(label));
    const clone = getAddress(`0x${(await chain.call(factory.address, encodeFunctionData({ abi: compiled.CloneFactory.abi, functionName: 'addressOf', args: [target.address, salt] }))).slice(26)}`);
    gas[`${label}: create`] = (await factory.send('create', [target.address, salt, ...names, supply])).gas;
    await move(label, { send: (functionName, args) => chain.send(admin, clone, encodeFunctionData({ abi: compiled.Plain.abi, functionName, args })) });
  }
  await measureThirdweb({ chain, gas, admin, people, create, token: await create(compiled.Plain, [...names, supply]) });
  return gas;
}

/** thirdweb's Airdrop: pushed, claimed by Merkle proof, and by signed requests of one and of 200 recipients. */
async function measureThirdweb({ chain, gas, admin, people, create, token }) {
  const { Airdrop, Cloner } = compilePeers(airdrop, ['Airdrop', 'Cloner'], { within: '@thirdweb-dev/contracts' });
  const target = await create(Airdrop);
  const made = await (await create(Cloner)).send('clone', [target.address]); // the contract itself lets nobody be its owner
  const drop = getAddress(`0x${made.logs.at(-1).topics[1].slice(26)}`);
  const send = async (functionName, args, from = admin) =>
    (await chain.send(from, drop, encodeFunctionData({ abi: Airdrop.abi, functionName, args }))).gas;
  await send('initialize', [admin, '']);
  await token.send('approve', [drop, unlimited]);

  const many = (label) => Array.from({ length: 200 }, (_, i) => ({ recipient: fresh(`${label} ${i}`), amount: unit }));
  for (const state of ['fresh', 'existing']) gas[`thirdweb: push to 200, ${state}, each`] = Math.round((await send('airdropERC20', [token.address, many('pushed')])) / 200);

  // A claim of 2^18 leaves by an account that has a mark of its own
  const leaf = (account, amount) => keccak256(encodePacked(['address', 'uint256'], [account, amount]));
  const tree = threeOfManyLeaves(people.slice(1, 4), 100n * unit, { leaf });
  await send('setMerkleRoot', [token.address, tree.root, true]);
  await token.send('transfer', [tree.rows[1].account, unit]);
  for (const [i, state] of ['fresh', 'existing'].entries()) {
    const { account, amount, proof } = tree.rows[i];
    gas[`thirdweb: claim of 2^18, ${state}`] = await send('claimERC20', [token.address, account, amount, proof], account);
  }

  const types = {
    EIP712Domain: [{ name: 'name', type: 'string' }, { name: 'version', type: 'string' }, { name: 'chainId', type: 'uint256' }, { name: 'verifyingContract', type: 'address' }],
    AirdropContentERC20: [{ name: 'recipient', type: 'address' }, { name: 'amount', type: 'uint256' }],
    AirdropRequestERC20: [{ name: 'uid', type: 'bytes32' }, { name: 'tokenAddress', type: 'address' }, { name: 'expirationTimestamp', type: 'uint256' }, { name: 'contents', type: 'AirdropContentERC20[]' }],
  };
  const domain = { name: 'Airdrop', version: '1', chainId: 31_337, verifyingContract: drop };
  const signed = async (label, contents) => {
    const request = { uid: keccak256(toHex(label)), tokenAddress: token.address, expirationTimestamp: 4_000_000_000n, contents };
    const plain = { ...request, expirationTimestamp: '4000000000', contents: contents.map(({ recipient, amount }) => ({ recipient, amount: `${amount}` })) };
    const signature = await chain.rpc('eth_signTypedData_v4', admin, { types, domain, primaryType: 'AirdropRequestERC20', message: plain });
    return send('airdropERC20WithSignature', [request, signature], people[9]);
  };
  for (const state of ['fresh', 'existing']) gas[`thirdweb: signed request of one, ${state}`] = await signed(`one, ${state}`, [{ recipient: fresh('signed'), amount: unit }]);
  for (const state of ['fresh', 'existing']) gas[`thirdweb: signed request of 200, ${state}, each`] = Math.round((await signed(`200, ${state}`, many('signed'))) / 200);
}

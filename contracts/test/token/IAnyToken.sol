// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBatchTransfer} from "../../src/token/IBatchTransfer.sol";
import {IGenesisToken} from "../../src/token/IGenesisToken.sol";
import {IManagedToken} from "../../src/token/IManagedToken.sol";

/// @notice Everything that any kind of token offers, so that a test can ask any of them.
interface IAnyToken is IGenesisToken, IManagedToken, IBatchTransfer {
    event Transfer(address indexed from, address indexed to, uint256 amount);
    event Approval(address indexed owner, address indexed spender, uint256 amount);
    event DelegateChanged(address indexed delegator, address indexed from, address indexed to);
    event DelegateVotesChanged(address indexed delegate, uint256 oldValue, uint256 newValue);

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function decimals() external view returns (uint8);
    function totalSupply() external view returns (uint256);
    function balanceOf(address account) external view returns (uint256);
    function allowance(address owner, address spender) external view returns (uint256);
    function approve(address spender, uint256 amount) external returns (bool);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
    function nonces(address owner) external view returns (uint256);
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;
    function DOMAIN_SEPARATOR() external view returns (bytes32);
    function clock() external view returns (uint48);
    function CLOCK_MODE() external view returns (string memory);
    function delegates(address account) external view returns (address);
    function delegate(address delegatee) external;
    function delegateBySig(address delegatee, uint256 nonce, uint256 expiry, uint8 v, bytes32 r, bytes32 s) external;
    function getVotes(address account) external view returns (uint256);
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256);
    function getVotesTotalSupply() external view returns (uint256);
    function getPastVotesTotalSupply(uint256 timepoint) external view returns (uint256);
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {Authorizations} from "./Authorizations.sol";
import {CodeArguments} from "./CodeArguments.sol";
import {GenesisRows} from "./GenesisRows.sol";
import {IBatchTransfer} from "./IBatchTransfer.sol";
import {IToken} from "./IToken.sol";

/// @title Token
/// @notice What the kinds of token have in common. See {IToken}.
/// @dev Storage: the balance of an account is in the slot whose number is the account; everything else is at hashed places, far beyond
/// 2^160 (each kind has a `layout at` for the variables that it declares).
///
/// A balance slot holds an amount in its low 128 bits and flags in its highest two. Supplies fit in 128 bits, so no sum reaches a flag.
/// - MATERIALISED not set: the account has its genesis amount, which stands in the code, plus the amount in the slot.
/// - MATERIALISED set: the account has the amount in the slot, and its genesis amount no more.
/// An amount that comes in is added to the slot in either state. One that goes out is taken from the slot if the slot suffices;
/// otherwise the genesis amount is looked up, added once, and the flag is set in the same write.
abstract contract Token is Authorizations, IBatchTransfer {
    uint256 internal constant ROW_BYTES = 32;
    uint256 internal constant AMOUNT = type(uint128).max;
    uint256 internal constant MATERIALISED = 1 << 255;

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        (uint256 word,) = CodeArguments.footer();
        uint256 length = CodeArguments.nameBytesOf(word);
        return string(CodeArguments.slice(_fixedBytes() + length, length));
    }

    /// @inheritdoc ERC20
    function symbol() public view override returns (string memory) {
        (uint256 word,) = CodeArguments.footer();
        uint256 length = CodeArguments.symbolBytesOf(word);
        return string(CodeArguments.slice(_fixedBytes() + CodeArguments.nameBytesOf(word) + length, length));
    }

    /// @inheritdoc ERC20
    function decimals() public view virtual override returns (uint8) {
        (uint256 word,) = CodeArguments.footer();
        return CodeArguments.decimalsOf(word);
    }

    /// @inheritdoc ERC20
    function totalSupply() public view virtual override returns (uint256) {
        (uint256 word,) = CodeArguments.footer();
        return CodeArguments.supplyOf(word);
    }

    /// @inheritdoc ERC20
    function balanceOf(address account) public view virtual override returns (uint256 amount) {
        uint256 held = _slotOf(account);
        amount = held & AMOUNT;
        if (held < MATERIALISED) amount += _genesisOf(account);
    }

    /// @inheritdoc IToken
    function powers() external view virtual returns (uint256 bits, address holder) {}

    /// @inheritdoc IToken
    function ownerOfRecord() public view returns (address owner) {
        (, owner) = CodeArguments.footer();
    }

    /// @inheritdoc IToken
    function contractURI() public view virtual returns (string memory) {
        (uint256 word,) = CodeArguments.footer();
        return string(
            CodeArguments.slice(_fixedBytes() + CodeArguments.textBytesOf(word), CodeArguments.descriptionBytesOf(word))
        );
    }

    /// @inheritdoc IToken
    function supportsInterface(bytes4 interfaceId) public view virtual returns (bool) {
        return interfaceId == 0x01ffc9a7 // ERC-165
            || interfaceId == 0x36372b07 // ERC-20
            || interfaceId == 0xa219a025 // ERC-20 metadata
            || interfaceId == 0x9d8ff7da // ERC-2612
            || interfaceId == 0x84b0196e // ERC-5267
            || interfaceId == 0xe8a3d485 // ERC-7572
            || interfaceId == type(IBatchTransfer).interfaceId;
    }

    /// @inheritdoc IToken
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name_,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        fields = 0x0f; // name, version, chainId, verifyingContract
        name_ = name();
        version = "1";
        chainId = block.chainid;
        verifyingContract = address(this);
        salt = 0;
        extensions = new uint256[](0);
    }

    /// @inheritdoc ERC20
    function transfer(address to, uint256 amount) public virtual override returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc ERC20
    function transferFrom(address from, address to, uint256 amount) public virtual override returns (bool) {
        _spendAllowance(from, msg.sender, amount);
        _move(from, to, amount);
        return true;
    }

    /// @inheritdoc IBatchTransfer
    function transferMany(bytes calldata rows) external returns (uint256 total) {
        (total,) = _moveMany(msg.sender, rows);
    }

    /// @inheritdoc IBatchTransfer
    function transferManyFrom(address from, bytes calldata rows) external returns (uint256 total) {
        (total,) = _moveMany(from, rows);
        _spendAllowance(from, msg.sender, total);
    }

    /// @dev Moves the amounts of all rows and announces each. What is credited before the payer is known to have it all is undone when it has not.
    /// @return total The sum of the rows.
    /// @return flags The flags of any slot.
    function _moveMany(address from, bytes calldata rows) internal virtual returns (uint256 total, uint256 flags) {
        if (rows.length % ROW_BYTES != 0) revert BatchTransfer_MalformedRows(rows.length);
        uint256 before = _slotOf(from);
        flags = before;
        assembly ("memory-safe") {
            from := shr(96, shl(96, from))
            let end := add(rows.offset, rows.length)
            for { let place := rows.offset } lt(place, end) { place := add(place, ROW_BYTES) } {
                let amount := calldataload(place)
                let to := shr(96, amount)
                amount := shr(160, shl(160, amount))
                let holds := sload(to)
                sstore(to, add(holds, amount))
                flags := or(flags, holds)
                total := add(total, amount)
                mstore(0x00, amount)
                log3(0x00, 0x20, 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef, from, to)
            }
        }
        // The payer is measured by what it had before any row, and may have been credited by rows of its own since.
        uint256 held = total > before & AMOUNT ? _materialised(from, before, total) : before;
        assembly ("memory-safe") {
            sstore(from, add(sload(from), sub(sub(held, before), total)))
        }
    }

    /// @dev Moves an amount and announces it.
    /// @return flags The flags of either slot.
    function _move(address from, address to, uint256 amount) internal virtual override returns (uint256 flags) {
        uint256 held = _slotOf(from);
        if (amount > held & AMOUNT) held = _materialised(from, held, amount);
        assembly ("memory-safe") {
            sstore(from, sub(held, amount))
            let holds := sload(to) // after the line above: a transfer to oneself changes nothing
            sstore(to, add(holds, amount))
            flags := or(held, holds)
            mstore(0x00, amount)
            log3(0x00, 0x20, 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef, from, to)
        }
    }

    /// @dev The slot of an account that needs its genesis amount to pay `amount`.
    function _materialised(address account, uint256 held, uint256 amount) internal view returns (uint256 result) {
        result = held;
        if (held < MATERIALISED) {
            unchecked {
                result = held + _genesisOf(account) | MATERIALISED;
            }
        }
        if (amount > result & AMOUNT) revert InsufficientBalance();
    }

    function _slotOf(address account) internal view returns (uint256 held) {
        assembly ("memory-safe") {
            held := sload(account)
        }
    }

    /// @dev What `account` had at birth: a row behind the code or, where there are no rows, all of it when it is the owner of record.
    function _genesisOf(address account) internal view virtual returns (uint256) {
        (uint256 word, address owner) = CodeArguments.footer();
        uint256 count = CodeArguments.rowsOf(word);
        uint256 supply = CodeArguments.supplyOf(word);
        if (count == 0) return account == owner ? supply : 0;
        uint256 width = GenesisRows.width(supply);
        uint256 start = address(this).code.length - _fixedBytes() - CodeArguments.textBytesOf(word) - count * width;
        return GenesisRows.amountOf(address(this), start, count, width, account);
    }

    /// @dev Bytes behind the texts: what the kind adds, and the footer.
    function _fixedBytes() internal pure virtual returns (uint256) {
        return CodeArguments.FOOTER;
    }

    /// @dev The hash of the name, for the signing domain.
    function _constantNameHash() internal view virtual override returns (bytes32) {
        return keccak256(bytes(name()));
    }

    /// @dev No built-in allowance for anybody.
    function _givePermit2InfiniteAllowance() internal pure virtual override returns (bool) {
        return false;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AccessControlEnumerable} from "@openzeppelin/contracts/access/extensions/AccessControlEnumerable.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {BeaconProxy} from "@openzeppelin/contracts/proxy/beacon/BeaconProxy.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {TransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Pausable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Pausable.sol";

/// @notice OpenZeppelin's plain token: nobody has any power.
contract PowerlessToken is ERC20("Powerless", "PWL") {
    constructor() {
        _mint(msg.sender, 1000);
    }
}

/// @notice Its owner can mint and pause.
contract OwnedToken is ERC20Pausable, Ownable2Step {
    constructor() ERC20("Owned", "OWN") Ownable(msg.sender) {}

    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }

    function pause() external onlyOwner {
        _pause();
    }
}

/// @notice Roles that can be counted.
contract RoleToken is ERC20("Role", "ROLE"), AccessControlEnumerable {
    bytes32 private constant MINTER_ROLE = keccak256("MINTER_ROLE");
    bytes32 private constant BURNER_ROLE = keccak256("BURNER_ROLE");

    constructor() {
        _grantRole(DEFAULT_ADMIN_ROLE, msg.sender);
        _grantRole(MINTER_ROLE, address(0xa11ce));
    }

    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        _mint(to, amount);
    }

    function burn(address from, uint256 amount) external onlyRole(BURNER_ROLE) {
        _burn(from, amount);
    }
}

/// @notice As a stablecoin that names its officers, with a fee that can be set.
contract OfficerToken is ERC20("Officer", "OFC") {
    address public masterMinter = address(0xa1);
    address public blacklister = address(0xa2);
    uint256 public basisPointsRate = 7;

    constructor() {
        _mint(msg.sender, 1000);
    }

    function mint(address to, uint256 amount) external {
        require(msg.sender == masterMinter);
        _mint(to, amount);
    }

    function blacklist(address) external view {
        require(msg.sender == blacklister);
    }

    function setParams(uint256 rate, uint256) external {
        basisPointsRate = rate;
    }
}

/// @notice Its owner can exchange its code.
contract UupsToken is ERC20("Uups", "UUPS"), UUPSUpgradeable, Ownable(msg.sender) {
    function _authorizeUpgrade(address) internal override onlyOwner {}
}

/// @notice Answers any question with one.
contract TalkativeToken is ERC20("Talk", "TALK") {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0x00, 1)
            return(0x00, 0x20)
        }
    }
}

/// @notice Makes proxies of every kind.
contract PowerMaker {
    address public uups = address(new ERC1967Proxy(address(new UupsToken()), _anything()));
    address public transparent =
        address(new TransparentUpgradeableProxy(address(new PowerlessToken()), address(0xad), _anything()));
    address public beacon = address(
        new BeaconProxy(address(new UpgradeableBeacon(address(new PowerlessToken()), address(0xbe))), _anything())
    );
    address public clone = Clones.clone(address(new PowerlessToken()));

    /// @dev OpenZeppelin's proxies want to be called when they are made.
    function _anything() private pure returns (bytes memory) {
        return abi.encodeWithSignature("decimals()");
    }
}

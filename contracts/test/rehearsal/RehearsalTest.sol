// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Findings, ITokenRehearsal, Movement, Outcome, Trial} from "../../src/rehearsal/ITokenRehearsal.sol";
import {Test} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice The code of the rehearsal in the place of an operator, a puller and a holder, as a node puts it there for one call.
abstract contract RehearsalTest is Test {
    address internal operator = account("operator");
    address internal puller = account("puller");
    address internal holder = account("holder");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal bystander = account("bystander");
    PlainToken internal token;

    function setUp() public virtual {
        bytes memory code = create("TokenRehearsal", "").code;
        vm.etch(operator, code);
        vm.etch(puller, code);
        vm.etch(holder, code);
        use(new PlainToken());
    }

    function use(PlainToken next) internal {
        token = next;
        token.mint(operator, 1000);
    }

    function trial() internal view returns (Trial memory) {
        bytes memory rows = bytes.concat(abi.encodePacked(alice, uint256(10)), abi.encodePacked(bob, uint256(20)));
        return Trial(address(token), puller, holder, 30, rows, bystander, 300_000);
    }

    function rehearse() internal returns (Findings memory) {
        return ITokenRehearsal(operator).rehearse(trial());
    }

    function assertOutcome(Movement memory movement, Outcome outcome) internal pure {
        vm.assertEq(uint256(movement.outcome), uint256(outcome));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "../../base/Test.sol";
import {ContractWallet, SilentWallet} from "../../mocks/Wallets.sol";

/// @dev Makes wallets that accept one digest.
contract WalletFactory {
    function make(bytes32 salt, bytes32 digest) external {
        require(digest != 0);
        new ContractWallet{salt: salt}().accept(digest);
    }

    function predict(bytes32 salt) external view returns (address) {
        bytes32 code = keccak256(type(ContractWallet).creationCode);
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, code)))));
    }
}

contract SignatureValidator_Constructor_Test is Test {
    bytes32 private constant MARKER = 0x6492649264926492649264926492649264926492649264926492649264926492;
    bytes32 private constant DIGEST = keccak256("digest");
    WalletFactory private factory = new WalletFactory();

    function test_When_AccountIsZero_AnswersNo() external {
        vm.assertFalse(answer(address(0), DIGEST, new bytes(65)));
        vm.assertFalse(answer(address(0), DIGEST, ""));
    }

    function test_When_AccountHasNoCode_AnswersYesToItsOwnSignature() external {
        vm.assertTrue(answer(account("alice"), DIGEST, signatureOf("alice", DIGEST)));
    }

    function test_When_AccountHasNoCode_AnswersNoToEveryOther() external {
        bytes memory signature = signatureOf("alice", DIGEST);
        vm.assertFalse(answer(account("bob"), DIGEST, signature));
        vm.assertFalse(answer(account("alice"), keccak256("other"), signature));
        vm.assertFalse(answer(account("alice"), DIGEST, bytes.concat(signature, hex"00")));
        vm.assertFalse(answer(account("alice"), DIGEST, ""));
    }

    function test_When_AccountIsContract_AnswersAsContractDoes() external {
        ContractWallet wallet = new ContractWallet();
        vm.assertFalse(answer(address(wallet), DIGEST, ""));
        wallet.accept(DIGEST);
        vm.assertTrue(answer(address(wallet), DIGEST, ""));
        vm.assertFalse(answer(address(wallet), keccak256("other"), ""));
    }

    function test_When_AccountIsContract_AnswersNoForContractThatKnowsNoSignatures() external {
        vm.assertFalse(answer(address(new SilentWallet()), DIGEST, signatureOf("alice", DIGEST)));
    }

    function test_When_SignatureIsWrapped_DeploysAccountFirstAndThenAsksIt() external {
        address wallet = factory.predict("one");
        vm.assertFalse(answer(wallet, DIGEST, ""));
        vm.assertFalse(answer(wallet, keccak256("other"), wrapped("one", DIGEST)));
        vm.assertTrue(answer(wallet, DIGEST, wrapped("one", DIGEST)));
    }

    function test_When_SignatureIsWrapped_AnswersNoWhenAnotherAccountIsDeployed() external {
        vm.assertFalse(answer(factory.predict("one"), DIGEST, wrapped("other", DIGEST)));
    }

    function test_When_SignatureIsWrapped_AnswersNoWhenFactoryFails() external {
        vm.assertFalse(answer(factory.predict("one"), DIGEST, wrapped("one", 0)));
    }

    function test_When_SignatureIsWrapped_AsksAccountThatIsThereAlready() external {
        factory.make("one", DIGEST);
        vm.assertTrue(answer(factory.predict("one"), DIGEST, wrapped("one", DIGEST)));
        vm.assertFalse(answer(factory.predict("one"), keccak256("other"), wrapped("one", DIGEST)));
    }

    function wrapped(bytes32 salt, bytes32 digest) private view returns (bytes memory) {
        return bytes.concat(
            abi.encode(address(factory), abi.encodeCall(WalletFactory.make, (salt, digest)), bytes("")), MARKER
        );
    }

    /// @dev What the validator leaves in place of code is its answer.
    function answer(address who, bytes32 digest, bytes memory signature) private returns (bool) {
        address validator = create("SignatureValidator", abi.encode(who, digest, signature));
        vm.assertEq(validator.code.length, 32);
        return abi.decode(validator.code, (bool));
    }
}

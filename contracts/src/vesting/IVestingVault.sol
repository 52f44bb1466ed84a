// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice What is promised to one account.
/// @param token The token; its amounts must move as they are named (no fees, no rebasing).
/// @param recipient Who withdraws what has vested.
/// @param revoker Who may end the schedule early and takes back what has not vested; zero for nobody, ever.
/// @param points The curve, 1 to 256 words, times strictly ascending, amounts never falling, the last one the whole: bit 255 whether the
/// amount grows in a straight line from the point before (else it is there at once), bits 128–191 the time in Unix seconds, bits 0–119
/// the amount that has vested in all by then, in base units. The first point has none before it and never sets bit 255.
/// @param salt Tells schedules apart that are otherwise alike.
struct Schedule {
    address token;
    address recipient;
    address revoker;
    uint256[] points;
    bytes32 salt;
}

/// @title Vesting schedules of any shape, in one contract
/// @notice Holds tokens and pays them out as time passes. A schedule is its own key: its id is the hash of all that it says, the chain keeps one word for
/// it, and whoever calls brings the schedule along; {ScheduleOpened} publishes it. The same schedule is opened at most once. Nobody has power over
/// a schedule but its recipient and its revoker. Amounts round down, to the vault's favour, by less than one unit.
/// @dev A schedule's tokens are in the vault, or in its box: a small contract of its own that obeys the vault alone. The address of the box follows from all
/// that the schedule says but its token: it is known before anything exists, so that a genesis allocation (part of what the token's own address follows
/// from), a drop's leaf or a payout can name it and vest. Schedules that differ in nothing but their token share a box and are told apart by the token.
/// A recipient also needs a box to delegate votes. A token must have one address: where a second one moves the same balances, a schedule can be opened
/// twice over one box.
interface IVestingVault {
    /// @notice Schedule `id` is funded with all that it promises.
    event ScheduleOpened(
        bytes32 indexed id, address indexed recipient, address indexed token, address funder, Schedule schedule
    );

    /// @notice `amount` of schedule `id` was paid to `to`.
    event Withdrawn(bytes32 indexed id, address indexed to, uint256 amount);

    /// @notice Schedule `id` ended early: `vested` in all is the recipient's, `returned` went back to the revoker.
    event Revoked(bytes32 indexed id, uint256 vested, uint256 returned);

    /// @notice What schedule `id` still promises is promised by `newId` to `to`.
    event Reassigned(bytes32 indexed id, bytes32 indexed newId, address indexed to);

    /// @notice The votes of the tokens of schedule `id` are with `delegatee`.
    event VotesDelegated(bytes32 indexed id, address indexed delegatee);

    /// @notice `amount`, more than schedule `id` promises, was in its box and went to its recipient.
    event SurplusPaid(bytes32 indexed id, address indexed to, uint256 amount);

    /// @notice The schedule was opened before, and perhaps ended.
    error VestingVault_AlreadyOpened(bytes32 id);
    /// @notice There is no such schedule, or it was reassigned.
    error VestingVault_NotOpen(bytes32 id);
    /// @notice There is no contract at the address of the token.
    error VestingVault_TokenNotAContract(address token);
    /// @notice A schedule pays somebody, and neither the vault nor its own box.
    error VestingVault_InvalidRecipient(address recipient);
    /// @notice A curve has 1 to 256 points.
    error VestingVault_InvalidLength(uint256 points);
    /// @notice Point `index` sets unused bits, is not later than the one before, promises less than it, is a line from nowhere, or is the last and nothing.
    error VestingVault_InvalidPoint(uint256 index);
    /// @notice The token moved `received` instead of `sum`.
    error VestingVault_FeeOnTransfer(uint256 sum, uint256 received);
    /// @notice The box holds less than the schedule promises.
    error VestingVault_Underfunded(uint256 balance, uint256 total);
    /// @notice Only the recipient may do that.
    error VestingVault_NotRecipient(address caller);
    /// @notice Only the revoker may do that.
    error VestingVault_NotRevoker(address caller);
    /// @notice Nothing has vested that was not withdrawn.
    error VestingVault_NothingVested(bytes32 id);
    /// @notice Less has vested.
    error VestingVault_MoreThanVested(uint256 amount, uint256 available);
    /// @notice The token did not do what the box of a schedule told it.
    error VestingVault_TokenRefused(address token);
    /// @notice The box holds no more than it owes.
    error VestingVault_NoSurplus(bytes32 id);
    /// @notice The schedule was revoked before, or all of it has vested.
    error VestingVault_NothingToRevoke(bytes32 id);
    /// @notice The signature is not `signer`'s for this change.
    error VestingVault_BadSignature(address signer);
    /// @notice The signatures were good until `deadline`.
    error VestingVault_DeadlinePassed(uint256 deadline);

    /// @notice Opens schedules, in their order, with tokens of the caller: one transfer for each run of schedules in the same token.
    function create(Schedule[] calldata schedules) external returns (bytes32[] memory ids);

    /// @notice Opens a schedule with the tokens that are in its box. Anybody may: it is the schedule that says what happens to them.
    function open(Schedule calldata schedule) external returns (bytes32 id);

    /// @notice Pays the recipient, who calls, all that has vested.
    function withdraw(Schedule calldata schedule) external returns (uint256 amount);

    /// @notice Pays `amount` of what has vested to whom the recipient, who calls, names.
    function withdrawTo(Schedule calldata schedule, address to, uint256 amount) external;

    /// @notice Pays the recipient of all these schedules, who calls, what has vested in each; those with nothing are passed over.
    function withdrawMany(Schedule[] calldata schedules) external returns (uint256[] memory amounts);

    /// @notice Ends a schedule: what has vested is paid to the recipient (or stays for it, if the token refuses to pay it now), the rest to
    /// the revoker, who calls.
    function revoke(Schedule calldata schedule) external returns (uint256 returned);

    /// @notice Moves what a schedule still promises to another account, with the consent of both: each is the caller or signs
    /// Reassign(bytes32 id,address to,uint256 deadline), by its key or by ERC-1271, in the domain "Bursar VestingVault", version "1".
    /// @return newId Id of the same schedule with `to` as its recipient. What was in a box is in the new one's; votes have to be delegated anew. An account that
    /// gave a schedule away cannot get the same one back.
    function reassign(
        Schedule calldata schedule,
        address to,
        uint256 deadline,
        bytes calldata recipientSignature,
        bytes calldata toSignature
    ) external returns (bytes32 newId);

    /// @notice Delegates the votes of the tokens that a schedule holds (ERC-5805). The recipient calls.
    function delegate(Schedule calldata schedule, address delegatee) external;

    /// @notice Pays the recipient what is in the box of a schedule beyond what it promises: sent by mistake, or twice.
    function paySurplus(Schedule calldata schedule) external returns (uint256 amount);

    /// @notice Id of a schedule.
    function idOf(Schedule calldata schedule) external pure returns (bytes32);

    /// @notice Where to send the tokens of a schedule that {open} will open. The schedule's token may still be unknown; it is not looked at.
    function boxOf(Schedule calldata schedule) external view returns (address);

    /// @notice What has vested by `time` in all, withdrawn or not. Revoked schedules stop where they were revoked.
    function vestedAt(Schedule calldata schedule, uint256 time) external view returns (uint256);

    /// @notice State of a schedule: whether it is open, what it promises in all (less after a revoke), what was withdrawn, and whether its tokens are in
    /// its box and whether it was revoked.
    function stateOf(bytes32 id)
        external
        view
        returns (bool opened, uint256 promised, uint256 withdrawn, bool boxed, bool revoked);

    /// @notice The signing domain (ERC-5267).
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory);
}

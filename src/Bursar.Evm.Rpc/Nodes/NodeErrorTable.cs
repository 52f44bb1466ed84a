using static Bursar.Evm.Rpc.Nodes.NodeErrorKind;

namespace Bursar.Evm.Rpc.Nodes;

/// <summary>The words of geth, nethermind, besu, erigon, reth, anvil, their forks and those who host them, from their sources.</summary>
internal static class NodeErrorTable
{
    public static NodeErrorRow[] Rows { get; } =
    [
        // A type of transaction that is not taken; first, since "unknown transaction" holds "known transaction".
        new("unknown transaction type", TypeNotSupported, "anvil"),

        // Already there: the very same bytes.
        new("already known", AlreadyKnown, "geth, nethermind, erigon, reth"),
        new("known transaction", AlreadyKnown, "besu, old geth"),
        new("AlreadyKnown", AlreadyKnown, "old nethermind"),
        new("already imported", AlreadyKnown, "anvil, openethereum"),
        new("existing tx with same hash", AlreadyKnown, "old erigon"),
        new("existing txn with same hash", AlreadyKnown, "erigon"),

        // EthereumJS words everything in its own way.
        new("already in the TxPool", AlreadyKnown, "ethereumjs"),
        new("replacement gas too low", ReplacementUnderpriced, "ethereumjs"),
        new("does not pay the minimum gas price", Underpriced, "ethereumjs"),
        new("cannot pay basefee", FeeCapBelowBaseFee, "ethereumjs"),
        new("does not have enough balance to cover transaction costs", InsufficientFunds, "ethereumjs"),
        new("already have max amount of txs for this account", PoolFull, "ethereumjs"),
        new("Cannot add tx: pool is full", PoolFull, "ethereumjs"),
        new("client is not aware of the current chain height yet", LimitExceeded, "ethereumjs, while it starts"),

        // The nonce. An authorisation's nonce (EIP-7702) is not the transaction's.
        new("authority nonce too low", InvalidParameters, "geth"),
        new("nonce too low", NonceTooLow, "geth, nethermind, besu, erigon, reth, anvil"),
        new("nonce is too low", NonceTooLow, "openethereum"),
        new("OldNonce", NonceTooLow, "old nethermind"),
        new("nonce too high", NonceTooHigh, "geth, nethermind, besu, reth, anvil"),
        new("nonce is too distant", NonceTooHigh, "besu"),
        new("invalid transaction with a lower nonce exists", NonceTooHigh, "besu"),
        new("NonceGap", NonceTooHigh, "old nethermind"),
        new("nonce too far in future", NonceTooHigh, "nethermind"),
        new("nonce too far in the future", NonceTooHigh, "old nethermind"),
        new("delegation nonce gap", NonceTooHigh, "nethermind, delegated accounts"),
        new("gapped-nonce tx", NonceTooHigh, "geth, delegated accounts"),

        // Too cheap.
        new("replacement transaction underpriced", ReplacementUnderpriced, "geth, nethermind, besu, erigon, reth, anvil"),
        new("insufficient gas price to replace", ReplacementUnderpriced, "anvil"),
        new("future transaction tries to replace pending", ReplacementUnderpriced, "geth"),
        new("ReplacementNotAllowed", ReplacementUnderpriced, "old nethermind"),
        new("could not replace existing tx", ReplacementUnderpriced, "erigon"),
        new("less than block base fee", FeeCapBelowBaseFee, "geth, reth, anvil"),
        new("less than block blob gas fee", FeeCapBelowBaseFee, "geth, reth"),
        new("below current base fee", FeeCapBelowBaseFee, "besu"),
        new("below current blob base fee", FeeCapBelowBaseFee, "besu"),
        new("`blob_gas_price` is greater than", FeeCapBelowBaseFee, "anvil"),
        new("underpriced", Underpriced, "geth, nethermind, erigon, reth"),
        new("FeeTooLow", Underpriced, "old nethermind"),
        new("fee too low", Underpriced, "erigon"),
        new("priority fee below minimum", Underpriced, "reth"),
        new("gas price below", Underpriced, "besu"),
        new("gas price is less than", Underpriced, "old besu"),
        new("gas price is too low", Underpriced, "openethereum"),

        // Too poor.
        new("insufficient funds", InsufficientFunds, "geth, nethermind, erigon, reth, anvil"),
        new("InsufficientFunds", InsufficientFunds, "old nethermind"),
        new("upfront cost exceeds", InsufficientFunds, "besu"),
        new("insufficient balance for transfer", InsufficientFunds, "geth, eth_call"),
        new("insufficient MaxFeePerGas for sender balance", InsufficientFunds, "old nethermind"),

        // A type of transaction that is not taken, or not yet.
        new("transaction type not supported", TypeNotSupported, "geth, reth"),
        new("unsupported transaction type", TypeNotSupported, "nethermind"),
        new("InvalidTxType", TypeNotSupported, "nethermind"),
        new("invalid transaction type", TypeNotSupported, "besu"),
        new("fork supporting this transaction type is not activated", TypeNotSupported, "erigon"),
        new("not supported by the current hardfork", TypeNotSupported, "anvil"),
        new("authorization list not supported", TypeNotSupported, "reth"),

        // Gas.
        new("intrinsic gas too high", GasLimit, "reth, anvil"),
        new("intrinsic gas", IntrinsicGas, "geth, nethermind, besu, reth, anvil"),
        new("IntrinsicGas", IntrinsicGas, "erigon"),
        new("floor data gas", IntrinsicGas, "geth, EIP-7623"),
        new("exceeds block gas limit", GasLimit, "geth, besu"),
        new("greater than the block gas limit", GasLimit, "anvil"),
        new("GasLimitExceeded", GasLimit, "old nethermind"),
        new("gas limit reached", GasLimit, "geth, nethermind"),
        new("gas limit is too high", GasLimit, "erigon"),
        new("gas limit too high", GasLimit, "geth and reth, EIP-7825"),
        new("TxGasLimitCapExceeded", GasLimit, "nethermind, EIP-7825"),
        new("gas required exceeds", GasLimit, "geth, nethermind, erigon, reth, anvil"),
        new("exceeds transaction gas cap", GasLimit, "others, EIP-7825"),
        new("out of gas", GasLimit, "all"),
        new("OutOfGas", GasLimit, "anvil"),
        new("txpool is full", PoolFull, "geth, erigon (blobs), reth"),
        new("transaction pool is full", PoolFull, "besu, others"),
        new("sub-pool is full", PoolFull, "erigon"),
        new("account limit exceeded", PoolFull, "geth"),

        // Reverts; after the rows above, whose words a contract's own reason could not imitate without the prefix.
        new("execution reverted", Revert, "geth, nethermind, besu, erigon, reth, anvil"),
        new("VM execution error", Revert, "old nethermind, openethereum"),
        new("VM Exception while processing transaction: revert", Revert, "ganache, hardhat"),

        // Code that stopped in another way; anvil says so of any that is not in the rows above.
        new("invalid opcode", Halted, "geth, erigon, besu"),
        new("invalid jump destination", Halted, "geth, erigon, besu"),
        new("stack underflow", Halted, "geth, erigon"),
        new("stack limit reached", Halted, "geth, erigon"),
        new("return data out of bounds", Halted, "geth, erigon"),
        new("write protection", Halted, "geth, erigon"),
        new("gas uint64 overflow", Halted, "geth, erigon"),
        new("EVM error", Halted, "anvil"),

        // Too much asked.
        new("batch too large", BatchTooLarge, "geth"),
        new("batch limit", BatchTooLarge, "erigon, hosted nodes"),
        new("batch size", BatchTooLarge, "nethermind, besu, hosted nodes"),
        new("response too large", RangeTooLarge, "geth"),
        new("query returned more than", RangeTooLarge, "hosted nodes"),
        new("query exceeds max", RangeTooLarge, "reth: results and block range"),
        new("exceed maximum block range", RangeTooLarge, "forks of geth"),
        new("maximum RPC range limit", RangeTooLarge, "besu"),
        new("log response size exceeded", RangeTooLarge, "hosted nodes"),
        new("invalid block range", InvalidParameters, "geth, reth"),
        new("block range", RangeTooLarge, "geth, erigon, hosted nodes"),
        new("too many logs", RangeTooLarge, "nethermind"),
        new("too many results", RangeTooLarge, "erigon, hosted nodes"),
        new("eth_getLogs is limited to", RangeTooLarge, "hosted nodes"),
        new("logs matched by query exceeds", RangeTooLarge, "arbitrum, hosted nodes"),
        new("response is too big", RangeTooLarge, "reth"),
        new("query timeout exceeded", RangeTooLarge, "hosted nodes"),
        new("query timed out", RangeTooLarge, "hosted nodes"),
        new("rate limit", LimitExceeded, "hosted nodes"),
        new("too many requests", LimitExceeded, "hosted nodes"),
        new("request limit", LimitExceeded, "hosted nodes"),
        new("compute units per second", LimitExceeded, "hosted nodes"),

        // No longer there.
        new("pruned", StatePruned, "geth, nethermind, erigon and reth (EIP-4444), hosted nodes"),
        new("missing trie node", StatePruned, "geth"),
        new("historical state", StatePruned, "geth: not available"),
        new("world state unavailable", StatePruned, "besu"),
        new("no state available", StatePruned, "nethermind"),
        new("archive", StatePruned, "hosted nodes"),

        // Not there.
        new("header not found", NotFound, "geth"),
        new("header for hash not found", NotFound, "geth, EIP-1898"),
        new("block not found", NotFound, "geth (safe, finalized), besu, reth"),
        new("unknown block", NotFound, "geth, nethermind, besu"),
        new("not currently canonical", NotFound, "geth, EIP-1898"),
        new("BlockOutOfRange", NotFound, "anvil"),
        new("beyond current head", NotFound, "geth"),
        new("beyond head block", NotFound, "geth"),

        // Not known.
        new("method not found", MethodNotFound, "nethermind, besu, reth, anvil"),
        new("method not enabled", MethodNotFound, "besu"),
        new("does not exist/is not available", MethodNotFound, "geth, erigon"),
    ];
}

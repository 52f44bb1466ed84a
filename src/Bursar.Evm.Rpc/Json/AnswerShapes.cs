namespace Bursar.Evm.Rpc.Json;

/// <summary>Reads the objects of the execution API; strict about what Bursar uses, blind to what it does not.</summary>
internal static class AnswerShapes
{
    public static BlockHeader Header(AnswerNode node) => new()
    {
        Number = node.Member("number").Number(),
        Hash = node.Member("hash").Hash(),
        ParentHash = node.Member("parentHash").Hash(),
        Timestamp = node.Member("timestamp").Number(),
        GasLimit = node.Member("gasLimit").Number(),
        BaseFeePerGas = node.OptionalMember("baseFeePerGas")?.Quantity(),
    };

    public static Log Log(AnswerNode node)
    {
        if (node.OptionalMember("removed") is { } removed && removed.IsTrue())
            throw removed.Wrong("is true: the log is of a branch that was left");
        return new Log
        {
            Address = node.Member("address").Address(),
            Topics = node.Member("topics").Items(topic => topic.Hash(), 4),
            Data = node.Member("data").Bytes(),
            BlockNumber = node.Member("blockNumber").Number(),
            BlockHash = node.Member("blockHash").Hash(),
            TransactionHash = node.Member("transactionHash").Hash(),
            TransactionIndex = node.Member("transactionIndex").Number(),
            LogIndex = node.Member("logIndex").Number(),
        };
    }

    public static Receipt Receipt(AnswerNode node)
    {
        AnswerNode status = node.Member("status");
        AnswerNode logs = node.Member("logs");
        var receipt = new Receipt
        {
            TransactionHash = node.Member("transactionHash").Hash(),
            BlockHash = node.Member("blockHash").Hash(),
            BlockNumber = node.Member("blockNumber").Number(),
            From = node.Member("from").Address(),
            To = node.OptionalMember("to")?.Address(),
            Status = status.Number() switch { 0 => false, 1 => true, _ => throw status.Wrong("is neither 0x0 nor 0x1") },
            GasUsed = node.Member("gasUsed").Number(),
            EffectiveGasPrice = node.Member("effectiveGasPrice").Quantity(),
            L1Fee = node.OptionalMember("l1Fee")?.Quantity(),
            ContractAddress = node.OptionalMember("contractAddress")?.Address(),
            Logs = logs.Items(Log),
        };
        foreach (Log log in receipt.Logs)
        {
            if (log.BlockHash != receipt.BlockHash || log.TransactionHash != receipt.TransactionHash)
                throw logs.Wrong("holds a log of another block or transaction");
        }

        return receipt;
    }

    public static TransactionInfo Transaction(AnswerNode node)
    {
        AnswerNode? blockHash = node.OptionalMember("blockHash");
        AnswerNode? blockNumber = node.OptionalMember("blockNumber");
        return new TransactionInfo
        {
            Hash = node.Member("hash").Hash(),
            From = node.Member("from").Address(),
            To = node.OptionalMember("to")?.Address(),
            Nonce = node.Member("nonce").Number(),
            Input = node.Member("input").Bytes(),
            Value = node.Member("value").Quantity(),
            GasLimit = node.Member("gas").Number(),
            BlockHash = blockHash?.Hash(),
            BlockNumber = blockHash is null ? null : (blockNumber ?? throw node.Member("blockHash").Wrong("is there without a blockNumber")).Number(),
        };
    }

    public static FeeHistory FeeHistory(AnswerNode node)
    {
        AnswerNode ratios = node.Member("gasUsedRatio");
        AnswerNode baseFees = node.Member("baseFeePerGas");
        var history = new FeeHistory
        {
            OldestBlock = node.Member("oldestBlock").Number(),
            GasUsedRatios = ratios.IsNull ? [] : ratios.Items(ratio => ratio.Fraction(), 1024),
            BaseFeesPerGas = baseFees.Items(fee => fee.Quantity(), 1025),
            Rewards = node.OptionalMember("reward")?.Items<IReadOnlyList<Primitives.UInt256>>(row => row.Items(reward => reward.Quantity(), 100), 1024) ?? [],
        };
        if (history.BaseFeesPerGas.Count != history.GasUsedRatios.Count + 1)
            throw baseFees.Wrong($"has {history.BaseFeesPerGas.Count} items where gasUsedRatio has {history.GasUsedRatios.Count}: one more was expected");
        return history;
    }
}
